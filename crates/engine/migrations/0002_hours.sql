-- Rows of an update that wait for their fans' hours are passed over, not read: hundreds of thousands of them would hold
-- up every other text.
DROP INDEX outbox_of_broadcast;
CREATE INDEX outbox_of_broadcast ON outbox (broadcast_id, state, not_before, id) WHERE broadcast_id IS NOT NULL;
