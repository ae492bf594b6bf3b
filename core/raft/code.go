package raft

// Coder reads or writes one value after another, so that one walk serves both
// ways. A decoder that fails yields zeros from then on.
type Coder interface {
	Uint64(*uint64)
	Bool(*bool)
	// Len writes a list's length and returns it, or returns the one read,
	// which is bounded by what is left to read.
	Len(n int) int
	Decoding() bool
	Fail(format string, args ...any)
}

// Payloads codes what a payload names, which only the owner can.
type Payloads interface {
	Coder
	Payload(*Payload)
}

func code[T ~uint64 | ~uint32 | ~uint8 | ~int64](c Coder, v *T) {
	u := uint64(*v)
	c.Uint64(&u)
	if c.Decoding() {
		if *v = T(u); uint64(*v) != u {
			c.Fail("the number %d does not fit its field", u)
		}
	}
}

func codeList[T any](c Coder, list *[]T, element func(*T)) {
	n := c.Len(len(*list))
	if c.Decoding() {
		*list = nil
		for range n {
			var e T
			element(&e)
			*list = append(*list, e)
		}
		return
	}
	for i := range *list {
		element(&(*list)[i])
	}
}

// Code walks over everything that the server is.
func (s *Server) Code(c Payloads) {
	code(c, &s.id)
	code(c, &s.rules)
	code(c, &s.timeouts.Heartbeat)
	code(c, &s.timeouts.ElectionMin)
	code(c, &s.timeouts.ElectionMax)
	s.options.Code(c)
	c.Uint64(&s.random)
	code(c, &s.term)
	code(c, &s.vote)
	s.log.code(c)
	s.disk.code(c)
	code(c, &s.role)
	code(c, &s.leader)
	code(c, &s.commit)
	code(c, &s.applied)
	code(c, &s.timeout)
	code(c, &s.deadline)
	code(c, &s.since)
	code(c, &s.quiet)
	codeList(c, &s.peers, func(p *Progress) {
		code(c, &p.ID)
		c.Bool(&p.Voter)
		c.Bool(&p.Outgoing)
		code(c, &p.Next)
		code(c, &p.Match)
		code(c, &p.State)
		c.Uint64(&p.Round)
		code(c, &p.told)
		code(c, &p.Heard)
		code(c, &p.Answered)
		p.Snapshot.code(c)
		c.Uint64(&p.Offset)
		p.inflight.code(c)
		code(c, &p.voted)
		p.taken.code(c)
	})
	code(c, &s.lease.until)
	codeList(c, &s.lease.sent, func(r *sentRound) {
		c.Uint64(&r.round)
		code(c, &r.at)
	})
	c.Uint64(&s.reads.round)
	codeList(c, &s.reads.waiting, func(r *waitingRead) {
		code(c, &r.from)
		c.Uint64(&r.seq)
		c.Bool(&r.started)
		code(c, &r.index)
		c.Uint64(&r.round)
	})
	s.snapshots.newest.code(c)
	code(c, &s.snapshots.durable)
	code(c, &s.snapshots.making)
	s.snapshots.incoming.code(c)
	c.Uint64(&s.snapshots.received)
	codeList(c, &s.configs, func(x *configuration) {
		code(c, &x.index)
		x.Membership.code(c)
	})
	codeList(c, &s.departed, func(d *departure) {
		code(c, &d.id)
		d.taken.code(c)
	})
	code(c, &s.transfer.to)
	code(c, &s.transfer.until)
	c.Bool(&s.transfer.asked)
	c.Bool(&s.transfer.ever)
	c.Uint64(&s.forwarded)
	if c.Decoding() {
		s.countVoters()
		s.said = said{}
		s.verify(c)
		s.countUncommitted()
	}
}

// verify refuses a state that no server can be in. That a commit index is
// beyond the log is no such state: a server whose rules were off may have lost
// what was committed.
func (s *Server) verify(c Coder) {
	last := s.log.Last()
	beyond := s.disk.index > last
	for _, w := range s.disk.pending {
		beyond = beyond || w.last > last
	}
	for _, p := range s.peers {
		beyond = beyond || p.State > StateSnapshot || s.role == Leader && (p.Next == 0 || p.Next > last+1 || p.Match > last)
	}
	switch {
	case s.role > Leader:
		c.Fail("role %d does not exist", s.role)
	case s.role != Follower && s.peer(s.id) == nil:
		c.Fail("a %v outside its cluster", s.role)
	case s.role != Leader && s.transfer != transfer{}:
		c.Fail("a %v hands over", s.role)
	case !s.rules.Valid():
		c.Fail("rules %#x do not exist", uint32(s.rules))
	case s.applied > s.commit || beyond:
		c.Fail("commit %d, applied %d, durable %d or a peer's place do not fit a log of %d entries", s.commit, s.applied, s.disk.index, last)
	case s.snapshots.newest.Index > s.commit || s.snapshots.making > s.applied:
		c.Fail("a snapshot of entry %d, one being made of %d, beyond commit %d or applied %d", s.snapshots.newest.Index, s.snapshots.making, s.commit, s.applied)
	case s.options.Lease < 0 || s.options.SnapshotEvery > indexMax || s.options.SnapshotTrail > indexMax:
		c.Fail("a lease of %d, or snapshots after %d entries with a window of %d", s.options.Lease, s.options.SnapshotEvery, s.options.SnapshotTrail)
	case s.timeouts.ElectionMin > s.timeouts.ElectionMax || s.timeouts.ElectionMin < 0 || s.timeouts.Heartbeat < 0:
		c.Fail("heartbeats after %d, elections after %d to %d", s.timeouts.Heartbeat, s.timeouts.ElectionMin, s.timeouts.ElectionMax)
	default:
		return
	}
	*s = Server{id: s.id}
}

func (w *inflight) code(c Coder) {
	codeList(c, &w.sent, func(m *sentEntries) {
		code(c, &m.last)
		c.Uint64(&m.bytes)
	})
	w.bytes = 0
	for _, m := range w.sent {
		w.bytes += m.bytes
	}
}

func (w *window) code(c Coder) {
	c.Uint64(&w.top)
	for i := range w.seen {
		c.Uint64(&w.seen[i])
	}
}

func (d *disk) code(c Payloads) {
	code(c, &d.term)
	code(c, &d.vote)
	code(c, &d.index)
	c.Uint64(&d.seq)
	c.Uint64(&d.done)
	c.Uint64(&d.hardSeq)
	codeList(c, &d.pending, func(w *pendingWrite) {
		c.Uint64(&w.seq)
		code(c, &w.term)
		code(c, &w.vote)
		code(c, &w.last)
		code(c, &w.snapshot)
	})
	codeList(c, &d.promises, func(p *promise) {
		code(c, &p.to)
		c.Uint64(&p.seq)
		CodeMessage(c, &p.message)
		codeReason(c, &p.why)
	})
}

// indexMax bounds where a decoded log begins.
const indexMax = 1 << 62

// code walks over the log.
func (l *Log) code(c Payloads) {
	before, term := l.before, l.beforeTerm
	code(c, &before)
	code(c, &term)
	n := c.Len(int(l.last - l.before))
	if c.Decoding() {
		if before > indexMax || before == 0 && term != 0 {
			c.Fail("a log that begins after entry %d of term %d", before, term)
			before, term = 0, 0
		}
		*l = Log{}
		l.reset(before, term)
		for range n {
			var e Entry
			e.code(c)
			l.append(e)
		}
		return
	}
	for i := l.First(); i <= l.last; i++ {
		e, _ := l.At(i)
		e.code(c)
	}
}

func (e *Entry) code(c Payloads) {
	code(c, &e.Term)
	code(c, &e.Kind)
	code(c, &e.Size)
	c.Payload(&e.Payload)
}

// Code walks over what is stored.
func (s *Stored) Code(c Payloads) {
	code(c, &s.Term)
	code(c, &s.Vote)
	code(c, &s.Commit)
	s.Snapshot.code(c)
	s.Log.code(c)
}

// Code walks over a write.
func (w *Write) Code(c Payloads) {
	c.Uint64(&w.Seq)
	code(c, &w.Term)
	code(c, &w.Vote)
	code(c, &w.Commit)
	code(c, &w.From)
	codeList(c, &w.Entries, func(e *Entry) { e.code(c) })
	code(c, &w.Compact)
	with := w.Snapshot != nil
	if c.Bool(&with); with {
		if c.Decoding() {
			w.Snapshot = new(Snapshot)
		}
		w.Snapshot.code(c)
	}
}

func (s *Snapshot) code(c Payloads) {
	code(c, &s.Index)
	code(c, &s.Term)
	c.Uint64(&s.Size)
	if s.Index != 0 {
		c.Payload(&s.Payload)
		s.Members.code(c)
	}
}

func (m *Membership) code(c Coder) {
	for _, list := range []*[]ID{&m.Voters, &m.Old, &m.Learners} {
		codeList(c, list, func(id *ID) { code(c, id) })
	}
}

// code walks over a proposal.
func (p *Propose) code(c Payloads) {
	code(c, &p.Kind)
	code(c, &p.Size)
	c.Payload(&p.Payload)
}
