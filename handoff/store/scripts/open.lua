-- Make a conversation unless it is there.
-- KEYS: 1 conversation hash     ARGV: 1 first state, 2 now_ms, 3… further field, value pairs
-- Returns: 1 made, 0 it was there (nothing changed)
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[1], 'epoch', '1', 'created_ms', ARGV[2], 'updated_ms', ARGV[2])
for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
return 1
