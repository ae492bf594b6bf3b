package oracle

import (
	"math/rand/v2"
)

// generator makes states and messages that can be in a cluster of Raft: where
// two logs hold an entry of the same index and term, they are the same up to
// it; what is committed is in every later leader's log; and terms have one
// leader.
type generator struct {
	*rand.Rand
	payload uint64
	elect   bool // the server is made a leader before all else
}

// upTo returns a number from 0 to n.
func (g *generator) upTo(n uint64) uint64 { return g.Uint64N(n + 1) }

func (g *generator) newPayload() uint64 {
	g.payload++
	return g.payload
}

// stored draws what is on a disk.
func (g *generator) stored() stored {
	sizes := [...]uint64{1, 2, 2, 3, 3, 3, 3, 3, 4, 4, 5, 5, 5}
	s := stored{servers: sizes[g.IntN(len(sizes))], options: options{preVote: g.IntN(2) == 0, checkQuorum: g.IntN(2) == 0}, term: g.upTo(4)}
	if s.term > 0 {
		s.vote = g.upTo(s.servers)
		if g.IntN(3) == 0 {
			s.snapshot, s.snapshotTerm = 1+g.upTo(4), 1+g.upTo(s.term-1)
		}
		s.log = g.tail(max(1, s.snapshotTerm), s.term, g.upTo(7))
	}
	s.commit = s.snapshot + g.upTo(uint64(len(s.log)))
	return s
}

// tail draws entries of terms that do not fall.
func (g *generator) tail(from, to, n uint64) []entry {
	var list []entry
	for range n {
		if g.IntN(3) == 0 {
			from += g.upTo(to - from)
		}
		list = append(list, entry{from, g.newPayload()})
	}
	return list
}

// leaderLog draws the log of a leader in a term, as it can be beside what a
// server has: it holds what is committed there, then perhaps more of the same,
// then entries of terms that the server has nothing of.
func (g *generator) leaderLog(s *state, base, term uint64) []entry {
	keep := s.commit - (s.first - 1) + g.upTo(s.last-s.commit)
	log := append([]entry(nil), s.log[:keep]...)
	for len(log) > 0 && log[len(log)-1].term > term {
		log = log[:len(log)-1]
	}
	has := map[uint64]bool{}
	for _, e := range s.log {
		has[e.term] = true
	}
	from := base
	if len(log) > 0 {
		from = log[len(log)-1].term
	}
	for t := from + 1; t <= term; t++ {
		if !has[t] && g.IntN(2) == 0 {
			for range g.upTo(2) {
				log = append(log, entry{t, g.newPayload()})
			}
		}
	}
	return log
}

// next draws what happens next to a server in a state.
func (g *generator) next(s *state, on stored) message {
	g.elect = g.elect && s.role != "leader"
	if !g.elect {
		return g.message(s, on.servers, on.snapshotTerm)
	}
	m := message{kind: campaign, to: self}
	if on.servers > 1 {
		yes := message{from: 2 + g.upTo(on.servers-2), to: self, term: s.term, yes: true}
		switch s.role {
		case "pre-candidate":
			m, m.kind, m.asked = yes, preVoteReply, s.term+1
		case "candidate":
			m, m.kind = yes, voteReply
		}
	}
	return m
}

// message draws something to happen to a server in a state.
func (g *generator) message(s *state, servers, base uint64) message {
	m := message{from: 2, to: self}
	if servers > 1 {
		m.from = 2 + g.upTo(servers-2)
	}
	m.term = max(1, s.term+g.upTo(3)-min(s.term, g.upTo(2)))
	if g.IntN(3) == 0 {
		m.term = s.term
	}
	m.term = max(1, m.term)
	if s.handsTo != 0 && g.IntN(2) == 0 {
		return []message{{kind: beat, to: self}, {kind: transfer, to: self, from: s.handsTo},
			{kind: accepted, to: self, from: s.handsTo, term: s.term, index: s.last}}[g.IntN(3)]
	}
	own := []kind{campaign, campaign, beat, propose, read}
	if servers == 1 {
		m.kind = own[g.IntN(len(own))]
	} else {
		var kinds []kind
		switch s.role {
		case "leader":
			kinds = []kind{beat, propose, propose, read, transfer, accepted, accepted, accepted, accepted, refused, refused, heartbeatReply, heartbeatReply, forward}
		case "candidate":
			kinds = []kind{voteReply, voteReply, voteReply, campaign}
		case "pre-candidate":
			kinds = []kind{preVoteReply, preVoteReply, preVoteReply, campaign}
		default:
			kinds = []kind{campaign, propose, read, appendEntries, appendEntries, appendEntries, requestVote, requestVote, preVote, preVote, snapshot, heartbeat, forward, timeoutNow}
		}
		if g.IntN(3) == 0 {
			kinds = []kind{requestVote, voteReply, preVote, preVoteReply, appendEntries, heartbeat, snapshot, timeoutNow, accepted, refused, heartbeatReply, campaign}
		}
		m.kind = kinds[g.IntN(len(kinds))]
	}
	answer := func() {
		if g.IntN(5) > 0 {
			m.term = s.term
		}
	}
	switch m.kind {
	case campaign, beat, read:
		return message{kind: m.kind, to: self}
	case propose:
		return message{kind: propose, to: self, payload: g.newPayload()}
	case transfer:
		return message{kind: transfer, to: self, from: m.from}
	case forward:
		answer()
		m.payload = g.newPayload()
	case requestVote, preVote:
		m.index, m.logTerm = s.last, s.lastTerm(base)
		if g.IntN(2) == 0 {
			m.index = s.first - 1 + g.upTo(10)
		}
		if g.IntN(2) == 0 {
			m.logTerm = g.upTo(m.term)
		}
		m.logTerm = min(m.logTerm, m.term)
		m.transfer = m.kind == requestVote && g.IntN(4) == 0
	case voteReply:
		answer()
		m.yes = m.term == s.term && g.IntN(3) > 0
	case preVoteReply:
		m.asked = s.term + 1
		answer()
		m.yes = g.IntN(3) > 0
		if m.yes {
			m.term = min(m.term, m.asked)
		}
	case accepted, heartbeatReply:
		answer()
		m.index = g.upTo(s.last)
		if g.IntN(2) == 0 {
			m.index = s.last
		}
		if m.kind == heartbeatReply { // which tells nothing of the log
			m.index, m.newest = 0, true
		}
	case refused:
		answer()
		g.refusal(s, servers, base, &m)
	case appendEntries:
		g.otherLeader(s, &m)
		log := g.leaderLog(s, base, m.term)
		at := g.upTo(uint64(len(log)))
		m.index, m.logTerm = s.first-1+at, base
		if at > 0 {
			m.logTerm = log[at-1].term
		}
		m.entries = log[at:][:g.upTo(uint64(len(log))-at)]
		m.commit = g.upTo(s.first - 1 + uint64(len(log)))
	case heartbeat:
		// The follower is known to have what it is told to be committed.
		g.otherLeader(s, &m)
		m.commit = s.commit
		if m.term >= s.lastTerm(base) {
			m.commit += g.upTo(s.last - s.commit)
		}
		m.index, m.logTerm = m.commit, s.termAt(m.commit)
		if m.index == s.first-1 {
			m.logTerm = base
		}
	case snapshot:
		g.otherLeader(s, &m)
		log := g.leaderLog(s, base, m.term)
		if len(log) == 0 {
			m.kind = timeoutNow
			return m
		}
		at := g.upTo(uint64(len(log)) - 1)
		m.index, m.logTerm = s.first+at, log[at].term
	}
	return m
}

// otherLeader sees to it that a term has one leader.
func (g *generator) otherLeader(s *state, m *message) {
	if s.leader != 0 && m.term == s.term {
		if m.from = s.leader; s.role == "leader" {
			m.from, m.term = 2, m.term+1
		}
	}
}

// refusal has followers of both kinds, in one state, refuse an append of the
// server, so that each leader gets the answer of its own kind.
func (g *generator) refusal(s *state, servers, base uint64, m *message) {
	prev := g.upTo(s.last)
	if g.IntN(2) == 0 {
		prev = s.last
	}
	if prev < s.first {
		m.kind, m.index = accepted, s.first-1
		return
	}
	// The follower's log leaves the server's before prev.
	keep := g.upTo(prev - s.first)
	f := stored{servers: servers, term: m.term, snapshot: s.first - 1, snapshotTerm: base, commit: s.first - 1,
		log: append([]entry(nil), s.log[:keep]...)}
	if f.snapshot == 0 {
		f.snapshotTerm = 0
	}
	last := base
	if keep > 0 {
		last = f.log[keep-1].term
	}
	has := map[uint64]bool{}
	for _, e := range s.log {
		has[e.term] = true
	}
	for t := last + 1; t < m.term; t++ {
		if !has[t] {
			for range g.upTo(3) {
				f.log = append(f.log, entry{t, g.newPayload()})
			}
		}
	}
	ask := message{kind: appendEntries, from: self, term: m.term, index: prev, logTerm: s.termAt(prev)}
	mine, other := newOurs(m.from, f, 0), newTheirs(m.from, f)
	mine.give(ask)
	other.give(ask)
	a, b := mine.outcome(), other.outcome()
	if len(a.said) != 1 || a.said[0].kind != refused || len(b.said) != 1 || b.said[0].kind != refused {
		panic("the follower does not refuse: " + a.String() + "\n" + b.String())
	}
	m.index, m.native = prev, [2]any{a.said[0].native[0], b.said[0].native[1]}
}
