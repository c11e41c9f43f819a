-- Give one waiting conversation to one agent, or change nothing: the named one, else the first that suits.
-- KEYS: 1 queue zset, 2 agent's held set, 3 leases zset, 4 events stream, 5 due zset, 6 outbox zset
-- ARGV: 1 key prefix of conversations, 2 of logs, 3 channels that are pushed to (comma-separated),
--       4 state waiting, 5 state claimed, 6 agent id, 7 agent name, 8 skills (comma-fenced), 9 capacity, 10 now_ms,
--       11 lease_ms, 12 conversation or '', 13 content JSON of the entry, 14 look again at (ms)
-- Returns: {1, conversation, epoch} claimed, {0} nothing suits, {-1} no such conversation, {-2, holder} not waiting,
--          {-6} the agent is full
local named = ARGV[12] ~= ''
-- What is parked is kept and takes no room.
local function occupied()
  local count = 0
  for _, id in ipairs(redis.call('SMEMBERS', KEYS[2])) do
    if redis.call('HGET', ARGV[1] .. id, 'state') == ARGV[5] then count = count + 1 end
  end
  return count
end
if not named and occupied() >= tonumber(ARGV[9]) then return {-6} end
local function suits(key, id)
  local skill = redis.call('HGET', key, 'skill') or ''
  if skill ~= '' and not string.find(ARGV[8], ',' .. skill .. ',', 1, true) then return false end
  local prefer = redis.call('HMGET', key, 'preferred_agent', 'preferred_until_ms')
  local waits_for_other = prefer[1] and prefer[1] ~= '' and prefer[1] ~= ARGV[6]
  return not (waits_for_other and tonumber(prefer[2] or '0') > tonumber(ARGV[10]))
end
local function take(id)
  local key = ARGV[1] .. id
  local epoch = redis.call('HINCRBY', key, 'epoch', 1)
  redis.call('HSET', key, 'state', ARGV[5], 'agent', ARGV[6], 'agent_name', ARGV[7], 'claimed_ms', ARGV[10],
    'updated_ms', ARGV[10], 'warned', '0')
  if (redis.call('HGET', key, 'waiting_since_ms') or '0') == '0' then
    redis.call('HSET', key, 'waiting_since_ms', ARGV[10])
  end
  redis.call('ZREM', KEYS[1], id)
  redis.call('SADD', KEYS[2], id)
  redis.call('ZADD', KEYS[3], 'GT', string.format('%d', tonumber(ARGV[10]) + tonumber(ARGV[11])), ARGV[6])
  redis.call('ZADD', KEYS[5], ARGV[14], id)
  local entry = redis.call('XADD', ARGV[2] .. id, '*', 'from', 'system', 'kind', 'move', 'at_ms', ARGV[10],
    'epoch', tostring(epoch), 'data', ARGV[13])
  redis.call('XADD', KEYS[4], '*', 'conversation', id, 'kind', 'move', 'entry', entry)
  if string.find(',' .. ARGV[3] .. ',', ',' .. (redis.call('HGET', key, 'channel') or '') .. ',', 1, true) then
    redis.call('ZADD', KEYS[6], 'NX', ARGV[10], id)
  end
  return {1, id, epoch}
end
if named then
  local found = redis.call('HMGET', ARGV[1] .. ARGV[12], 'state', 'agent_name')
  if not found[1] then return {-1} end
  if found[1] ~= ARGV[4] then return {-2, found[2] or ''} end
  return take(ARGV[12])
end
local from = 0
while true do
  local some = redis.call('ZRANGE', KEYS[1], from, from + 49)
  if #some == 0 then return {0} end
  for _, id in ipairs(some) do
    if suits(ARGV[1] .. id, id) then return take(id) end
  end
  from = from + 50
end
