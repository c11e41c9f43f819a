-- Move a pushing channel's cursor on, and leave the outbox when nothing newer is in the log.
-- KEYS: 1 delivery hash, 2 log stream, 3 outbox zset     ARGV: 1 conversation id, 2 entry id delivered
-- Returns: 1 all delivered, 0 more waits
redis.call('HSET', KEYS[1], 'entry', ARGV[2])
redis.call('HDEL', KEYS[1], 'sending')
local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)
if last[1] and last[1][1] ~= ARGV[2] then return 0 end
redis.call('ZREM', KEYS[3], ARGV[1])
return 1
