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
	codeList(c, &s.peers, func(p *Progress) {
		code(c, &p.ID)
		code(c, &p.Next)
		code(c, &p.Match)
		c.Bool(&p.Probing)
		c.Uint64(&p.Round)
		code(c, &p.Heard)
		code(c, &p.voted)
	})
	c.Uint64(&s.reads.round)
	codeList(c, &s.reads.waiting, func(r *waitingRead) {
		code(c, &r.from)
		c.Uint64(&r.seq)
		code(c, &r.index)
		c.Uint64(&r.round)
	})
	if c.Decoding() {
		s.verify(c)
	}
}

// verify refuses a state that no server can be in.
func (s *Server) verify(c Coder) {
	last := s.log.Last()
	switch {
	case s.role > Leader:
		c.Fail("role %d does not exist", s.role)
	case !s.rules.Valid():
		c.Fail("rules %#x do not exist", uint32(s.rules))
	case s.commit > last || s.applied > s.commit || s.disk.index > last:
		c.Fail("commit %d, applied %d and durable %d do not fit a log of %d entries", s.commit, s.applied, s.disk.index, last)
	case s.timeouts.ElectionMin > s.timeouts.ElectionMax || s.timeouts.ElectionMin < 0:
		c.Fail("election timeouts from %d to %d", s.timeouts.ElectionMin, s.timeouts.ElectionMax)
	default:
		for _, p := range s.peers {
			if s.role == Leader && (p.Next == 0 || p.Next > last+1) {
				c.Fail("next index %d for a log of %d entries", p.Next, last)
			}
		}
		return
	}
	*s = Server{id: s.id}
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
	})
	codeList(c, &d.promises, func(p *promise) {
		code(c, &p.to)
		c.Uint64(&p.seq)
		CodeMessage(c, &p.message)
	})
}

// code walks over the log.
func (l *Log) code(c Payloads) {
	n := c.Len(int(l.last))
	if c.Decoding() {
		*l = Log{}
		for range n {
			var e Entry
			e.code(c)
			l.append(e)
		}
		return
	}
	for i := Index(1); i <= l.last; i++ {
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
}

// code walks over a proposal.
func (p *Propose) code(c Payloads) {
	code(c, &p.Kind)
	code(c, &p.Size)
	c.Payload(&p.Payload)
}

// The kinds of messages, as they are written.
const (
	requestVoteKind uint64 = iota + 1
	voteReplyKind
	appendEntriesKind
	appendAcceptedKind
	appendRefusedKind
	forwardKind
	readRequestKind
	readReplyKind
)

func kindOf(m Message) uint64 {
	switch m.(type) {
	case RequestVote:
		return requestVoteKind
	case VoteReply:
		return voteReplyKind
	case AppendEntries:
		return appendEntriesKind
	case AppendAccepted:
		return appendAcceptedKind
	case AppendRefused:
		return appendRefusedKind
	case Forward:
		return forwardKind
	case ReadRequest:
		return readRequestKind
	case ReadReply:
		return readReplyKind
	}
	return 0
}

// codeAs codes a message whose kind is known.
func codeAs[M Message](m *Message, code func(*M)) {
	body, _ := (*m).(M)
	code(&body)
	*m = body
}

// CodeMessage walks over a message of any kind. It puts a VoteReply in the
// place of one whose kind does not exist.
func CodeMessage(c Payloads, m *Message) {
	kind := kindOf(*m)
	c.Uint64(&kind)
	switch kind {
	case requestVoteKind:
		codeAs(m, func(v *RequestVote) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.LastIndex)
			code(c, &v.LastTerm)
		})
	case voteReplyKind:
		codeAs(m, func(v *VoteReply) {
			code(c, &v.From)
			code(c, &v.Term)
			c.Bool(&v.Granted)
		})
	case appendEntriesKind:
		codeAs(m, func(v *AppendEntries) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.PrevIndex)
			code(c, &v.PrevTerm)
			code(c, &v.Commit)
			c.Uint64(&v.Round)
			codeList(c, &v.Entries, func(e *Entry) { e.code(c) })
		})
	case appendAcceptedKind:
		codeAs(m, func(v *AppendAccepted) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.Match)
			c.Uint64(&v.Round)
		})
	case appendRefusedKind:
		codeAs(m, func(v *AppendRefused) {
			code(c, &v.From)
			code(c, &v.Term)
			code(c, &v.PrevIndex)
			code(c, &v.Last)
			code(c, &v.ConflictTerm)
			code(c, &v.ConflictIndex)
			c.Uint64(&v.Round)
		})
	case forwardKind:
		codeAs(m, func(v *Forward) {
			code(c, &v.From)
			code(c, &v.Term)
			v.Proposal.code(c)
		})
	case readRequestKind:
		codeAs(m, func(v *ReadRequest) {
			code(c, &v.From)
			code(c, &v.Term)
			c.Uint64(&v.Seq)
		})
	case readReplyKind:
		codeAs(m, func(v *ReadReply) {
			code(c, &v.From)
			code(c, &v.Term)
			c.Uint64(&v.Seq)
			code(c, &v.Index)
		})
	default:
		c.Fail("a message of the unknown kind %d", kind)
		*m = VoteReply{}
	}
}
