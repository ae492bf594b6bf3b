package raft

// Retimed says that the timeouts are others since now, so that the timer that
// runs begins anew with them. SetTimeouts has set them.
type Retimed struct{}

func (Retimed) event() {}

// Timeouts returns the times that the server waits.
func (s *Server) Timeouts() Timeouts { return s.timeouts }

// SetTimeouts has the server wait other times, on every server of the cluster
// at once. What a lease rests on is kept: voters keep a leader that they have
// heard for the longer of the two times, and a leader's own lease ends, since
// others may soon wait less long than it supposed (§6.4.1 of the dissertation).
func (s *Server) SetTimeouts(t Timeouts) {
	if longer := t.ElectionMin - s.timeouts.ElectionMin; longer > 0 && s.quiet > 0 {
		s.quiet += longer
	}
	s.timeouts, s.lease = t, lease{}
	if s.timeout > 0 {
		s.drawTimeout()
	}
}

// retime begins the timer of the server's role anew.
func (s *Server) retime(now Time, out Effects) {
	if s.role == Leader {
		out.SetTimer(HeartbeatTimer, now+s.timeouts.Heartbeat)
		return
	}
	s.resetElectionTimer(now, out)
}
