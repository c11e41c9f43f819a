-- Take or renew a timed right on a shard or a duty; only its holder can renew it.
-- KEYS: 1 lease string     ARGV: 1 holder, 2 lease_ms
-- Returns: 1 held now, 0 somebody else holds it
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
