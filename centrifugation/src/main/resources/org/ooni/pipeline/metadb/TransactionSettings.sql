SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO';
-- A large bucket waits for its lock, its commit and its own parsing; a server's impatience is meant for web pages.
SET LOCAL lock_timeout = 0;
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
