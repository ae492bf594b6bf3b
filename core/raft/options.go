package raft

// Options are the extensions of the algorithm that a server uses. The zero
// value is the algorithm of the paper alone.
type Options struct {
	// PreVote has a server ask whether it would be elected before it stands,
	// §9.6 of the dissertation, so that one that cannot win disturbs nobody.
	PreVote bool
	// CheckQuorum has a leader step down that a quorum has not answered for
	// Timeouts.ElectionMin, dissertation §6.2.
	CheckQuorum bool
	// KeepLeader has a server that heard a leader within Timeouts.ElectionMin
	// take no notice of requests for votes, dissertation §4.2.3.
	KeepLeader bool
}

func (o *Options) code(c Coder) {
	c.Bool(&o.PreVote)
	c.Bool(&o.CheckQuorum)
	c.Bool(&o.KeepLeader)
}

// Options returns which extensions the server uses.
func (s *Server) Options() Options { return s.options }

// SetOptions has the server use other extensions, from the next event on.
func (s *Server) SetOptions(o Options) { s.options = o }
