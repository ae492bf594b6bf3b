package raft

// lease is until when a leader may read without asking anybody, dissertation
// §6.4.1: "once the leader's heartbeats were acknowledged by a majority of the
// cluster, it would extend its lease to start + election timeout / clock drift
// bound, since the followers shouldn't time out before then". It stands on the
// clocks: a voter waits Timeouts.ElectionMin on its own clock before it votes
// for another, and the leader reads for Options.Lease on its own.
type lease struct {
	until Time
	sent  []sentRound // rounds of heartbeats without a quorum yet, oldest first
}

// sentRound is when the first messages of a round were sent.
type sentRound struct {
	round uint64
	at    Time
}

func (l *lease) clone() lease {
	return lease{until: l.until, sent: append([]sentRound(nil), l.sent...)}
}

// Lease returns until when this leader reads without asking anybody, or 0.
func (s *Server) Lease() Time { return s.lease.until }

// beginLeaseRound makes the heartbeats that are about to be sent a round of
// their own, so that their acknowledgements tell when they were sent at least.
// A lease of which more than a half will be left at the next heartbeat needs
// none yet.
func (s *Server) beginLeaseRound(now Time) {
	l := &s.lease
	if s.options.Lease == 0 || l.until-now > s.options.Lease/2+s.timeouts.Heartbeat {
		return
	}
	for len(l.sent) > 0 && l.sent[0].at+s.options.Lease <= now {
		l.sent = l.sent[:copy(l.sent, l.sent[1:])]
	}
	s.reads.round++
	l.sent = append(l.sent, sentRound{round: s.reads.round, at: now})
	s.peer(s.id).Round = s.reads.round
}

// extendLease counts the lease from when what a quorum has acknowledged was
// sent, §6.4.1.
func (s *Server) extendLease(now Time) {
	l := &s.lease
	for len(l.sent) > 0 && s.roundHasQuorum(l.sent[0].round) {
		start := l.sent[0].at
		if s.rules.Off(LeaseFromSend) {
			start = now
		}
		l.until = max(l.until, start+s.options.Lease)
		l.sent = l.sent[:copy(l.sent, l.sent[1:])]
	}
}

// leaseHolds reports whether this leader may read at once. One that has told
// another to stand, whose election disregards leases, does not any more in its
// term: "the lease must be expired before a leader transfers leadership",
// as §6.4.1 has it.
func (s *Server) leaseHolds(now Time) bool {
	return s.options.Lease > 0 && now < s.lease.until && (!s.transfer.ever || s.rules.Off(TransferEndsLease))
}

// keepsLeader reports whether a server that hears a leader votes for no other,
// which leases rest on.
func (s *Server) keepsLeader() bool {
	return s.options.KeepLeader || s.options.Lease > 0 && s.rules.On(LeaseKeepsLeader)
}

// tooEarly reports whether an election timer fired before the time in which
// this server's own vote belongs to the leader that it heard, as one does whose
// clock has jumped.
func (s *Server) tooEarly(now Time) bool {
	return s.options.Lease > 0 && s.rules.On(LeaseKeepsLeader) && now < s.quiet
}

// waitAfterStart has a server that may have heard a leader before it crashed
// keep it for as long as it could have to.
func (s *Server) waitAfterStart(now Time) {
	if s.options.Lease > 0 && s.rules.On(RestartKeepsLeader) {
		s.quiet = now + s.timeouts.ElectionMin
	}
}
