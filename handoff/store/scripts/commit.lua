-- Append entries, and with them at most one move, if the conversation is still as expected; or change nothing.
-- KEYS: 1 conversation hash, 2 log stream, 3 memory, 4 context, 5 seen hash, 6 queue zset, 7 due zset,
--       8 events stream, 9 inbound stream, 10 holder's set before, 11 holder's set after, 12 leases zset, 13 outbox zset
-- ARGV: 1 command JSON: conversation, now_ms, once, expect {state, epoch, agent}, lapsed (agent whose lease must have
--       ended), moved (new epoch), set {field: value}, entries [[from, kind, content JSON]], memory, context,
--       queue (score, or "out"), due_ms, leave, hold, ack [inbound ids], group, push, keep_s,
--       hear (the first entry is to be handled by the workers as if the customer had written)
-- Returns: {1, epoch, ids…} done, {2, epoch, id} done before, {-1} no such conversation, {-2} state differs,
--          {-3} epoch differs, {-4} another holder, {-5} lease still good
local c = cjson.decode(ARGV[1])
local state = redis.call('HGET', KEYS[1], 'state')
if not state then return {-1} end
local epoch = tonumber(redis.call('HGET', KEYS[1], 'epoch'))
if c.once then
  local before = redis.call('HGET', KEYS[5], c.once)
  if before then return {2, epoch, before} end
end
if c.expect.state and c.expect.state ~= state then return {-2} end
if c.expect.epoch and c.expect.epoch ~= epoch then return {-3} end
if c.expect.agent and c.expect.agent ~= redis.call('HGET', KEYS[1], 'agent') then return {-4} end
if c.lapsed then
  local lease = redis.call('ZSCORE', KEYS[12], c.lapsed)
  if lease and tonumber(lease) > c.now_ms then return {-5} end
end
if c.moved then
  epoch = redis.call('HINCRBY', KEYS[1], 'epoch', 1)
end
local now = string.format('%d', c.now_ms)
for field, value in pairs(c.set) do redis.call('HSET', KEYS[1], field, value) end
redis.call('HSET', KEYS[1], 'updated_ms', now)
if c.queue == 'out' then redis.call('ZREM', KEYS[6], c.conversation)
elseif c.queue then redis.call('ZADD', KEYS[6], string.format('%d', c.queue), c.conversation) end
if c.leave then redis.call('SREM', KEYS[10], c.conversation) end
if c.hold then redis.call('SADD', KEYS[11], c.conversation) end
if c.due_ms then
  if c.due_ms > 0 then redis.call('ZADD', KEYS[7], string.format('%d', c.due_ms), c.conversation)
  else redis.call('ZREM', KEYS[7], c.conversation) end
end
local result = {1, epoch}
for _, entry in ipairs(c.entries) do
  local id = redis.call('XADD', KEYS[2], '*', 'from', entry[1], 'kind', entry[2], 'at_ms', now,
    'epoch', tostring(epoch), 'data', entry[3])
  result[#result + 1] = id
  redis.call('XADD', KEYS[8], '*', 'conversation', c.conversation, 'kind', entry[2], 'entry', id)
end
if c.hear then
  redis.call('XADD', KEYS[9], '*', 'conversation', c.conversation, 'entry', result[3])
end
if c.once then redis.call('HSET', KEYS[5], c.once, result[3] or '0') end
if c.memory then redis.call('SET', KEYS[3], c.memory) end
if c.context then redis.call('SET', KEYS[4], c.context) end
if c.ack and #c.ack > 0 then
  redis.call('XACK', KEYS[9], c.group, unpack(c.ack))
  redis.call('XDEL', KEYS[9], unpack(c.ack))
end
if c.push and #c.entries > 0 then redis.call('ZADD', KEYS[13], 'NX', now, c.conversation) end
for i = 1, 5 do
  if c.keep_s then redis.call('EXPIRE', KEYS[i], string.format('%d', c.keep_s))
  elseif c.moved then redis.call('PERSIST', KEYS[i]) end
end
return result
