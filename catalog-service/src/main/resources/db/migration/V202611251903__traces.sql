-- W3C Trace Context of what an event came from, so that the trace of a build goes on to its offer.
alter table build add column traceparent text;
alter table release add column traceparent text;
alter table outbox add column traceparent text;
