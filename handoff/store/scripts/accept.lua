-- Take one customer message durably, once: into the log, and into the shard's inbound stream.
-- KEYS: 1 conversation hash, 2 log stream, 3 seen hash, 4 inbound stream, 5 events stream, 6 due zset
-- ARGV: 1 conversation id, 2 sender's message id, 3 content JSON, 4 now_ms, 5 state that only the bot answers,
--       6 look again at (ms)
-- Returns: {1, entry id} taken, {2, entry id} seen before, {-1} no such conversation
local state = redis.call('HGET', KEYS[1], 'state')
if not state then return {-1} end
local before = redis.call('HGET', KEYS[3], ARGV[2])
if before then return {2, before} end
local epoch = redis.call('HGET', KEYS[1], 'epoch')
local id = redis.call('XADD', KEYS[2], '*', 'from', 'customer', 'kind', 'message', 'at_ms', ARGV[4],
  'epoch', epoch, 'data', ARGV[3])
redis.call('HSET', KEYS[3], ARGV[2], id)
redis.call('HSET', KEYS[1], 'last_customer_ms', ARGV[4], 'updated_ms', ARGV[4], 'nudges', '0')
if state ~= ARGV[5] and (redis.call('HGET', KEYS[1], 'waiting_since_ms') or '0') == '0' then
  redis.call('HSET', KEYS[1], 'waiting_since_ms', ARGV[4])
end
redis.call('XADD', KEYS[4], '*', 'conversation', ARGV[1], 'entry', id)
redis.call('ZADD', KEYS[6], 'LT', ARGV[6], ARGV[1])
redis.call('XADD', KEYS[5], '*', 'conversation', ARGV[1], 'kind', 'message', 'entry', id)
return {1, id}
