-- Give a lease back, if it is still ours.
-- KEYS: 1 lease string     ARGV: 1 holder
-- Returns: 1 released, 0 it was not ours
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
