package raft

// InFlight is how many messages with entries, and of how many bytes, have been sent to
// the server and not been answered.
func (p *Progress) InFlight() (messages int, bytes uint64) {
	return len(p.inflight.sent), p.inflight.bytes
}
