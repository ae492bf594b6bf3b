package oracle

import "slices"

// given is what a difference is about: a server in a state and what it is told,
// and the two outcomes.
type given struct {
	stored       stored
	before       state
	heard        bool // it leads, or has heard a leader a moment ago
	m            message
	ours, theirs outcome
	// hidden says that the two go apart in what does not show yet.
	hidden bool
}

// difference is a choice of ours that is not that of go.etcd.io/raft. Rewrite
// makes their outcome what ours must be, where the choice matters.
type difference struct {
	what, why string
	rewrite   func(g *given)
}

var differences = []difference{
	{
		"we answer requests of an earlier term",
		"Figure 2: \"Reply false if term < currentTerm\". Theirs answers only appends, and only with pre-vote or check-quorum.",
		func(g *given) {
			if g.m.term >= g.before.term {
				return
			}
			switch g.m.kind {
			case requestVote:
				g.theirs.said = []message{{kind: voteReply, to: g.m.from, term: g.before.term}}
			case appendEntries, heartbeat, snapshot:
				g.theirs.said = []message{{kind: refused, to: g.m.from, term: g.before.term, index: g.m.index}}
			}
		},
	},
	{
		"we say so when we keep a leader",
		"Dissertation §4.2.3: a server that hears a leader \"does not update its term or grant its vote\". Theirs is silent then; an answer shows in the picture why nobody is elected. Theirs forgets that it heard a leader with the leader's term, and repeats a vote that it gave in the leader's own term; we keep the leader for the whole of the minimum election timeout.",
		func(g *given) {
			if g.m.kind == requestVote && g.stored.options.checkQuorum && g.heard && !g.m.transfer && g.m.term >= g.before.term {
				g.theirs = g.unmoved(message{kind: voteReply, to: g.m.from, term: g.before.term})
			}
		},
	},
	{
		"we never would vote beside a leader",
		"Dissertation §9.6: a pre-vote is granted by voters that \"have not received heartbeats from a valid leader for at least a baseline election timeout\". Theirs asks that only with check-quorum.",
		func(g *given) {
			if g.m.kind == preVote && g.heard && g.m.term >= g.before.term {
				g.theirs = g.unmoved(message{kind: preVoteReply, to: g.m.from, term: g.before.term})
			}
		},
	},
	{
		"we vote beside a leader of the same term",
		"Figure 2 asks only whether the vote was given: \"If votedFor is null or candidateId\". It harms nobody, since the term has its leader; theirs refuses for that.",
		func(g *given) {
			if g.m.kind != requestVote || g.m.term != g.before.term || g.before.vote != 0 || g.before.leader == 0 || !g.upToDate() ||
				g.stored.options.checkQuorum && !g.m.transfer {
				return
			}
			g.theirs.vote = g.m.from
			g.theirs.said = []message{{kind: voteReply, to: g.m.from, term: g.m.term, yes: true}}
		},
	},
	{
		"we are taken to a higher term by every message that has one but a question for pre-votes",
		"Figure 2: \"If RPC request or response contains term T > currentTerm\". The answer to a pre-vote has the voter's own term with us; with theirs a granted one has the term that was asked about. A proposal that is passed on has a term with us.",
		func(g *given) {
			if g.m.term > g.before.term && (g.m.kind == preVoteReply && g.m.yes || g.m.kind == forward) {
				g.theirs = g.unmoved()
				g.theirs.term, g.theirs.vote, g.theirs.role, g.theirs.leader = g.m.term, 0, "follower", 0
				g.theirs.peers, g.theirs.handsTo = nil, 0
			}
		},
	},
	{
		"we pass a proposal on once, for one term",
		"It must not wander, and a leader of a later term cannot know whether an earlier one took it. Theirs takes it whenever it leads, and passes it on again where it does not.",
		func(g *given) {
			if g.m.kind != forward || g.m.term == g.before.term && g.before.role == "leader" {
				return
			}
			if g.m.term <= g.before.term {
				g.theirs = g.unmoved()
			}
			g.theirs.said = []message{{kind: dropped}}
		},
	},
	{
		"we wait for the timer after a lost election",
		"Figure 2 has a candidate wait for votes, for another leader or for its timer. Theirs becomes a follower when a quorum has refused; it too stands again only when the timer runs out.",
		func(g *given) {
			if (g.m.kind == voteReply || g.m.kind == preVoteReply) && !g.m.yes && g.m.term <= g.before.term &&
				g.before.role != "leader" && g.theirs.role == "follower" && g.theirs.term == g.before.term {
				g.theirs.role = g.before.role
			}
		},
	},
	{
		"we stand when the leader wishes it, also as a candidate",
		"Dissertation §3.10: the request \"has the same effect as the target server's election timer firing\". Theirs takes it as a follower only.",
		func(g *given) {
			if g.m.kind != timeoutNow || g.m.term != g.before.term || g.before.role != "candidate" && g.before.role != "pre-candidate" {
				return
			}
			g.theirs.term, g.theirs.vote, g.theirs.role, g.theirs.said = g.before.term+1, self, "candidate", nil
			for to := uint64(2); to <= g.stored.servers; to++ {
				g.theirs.said = append(g.theirs.said, message{kind: requestVote, to: to, term: g.theirs.term, index: g.before.last,
					logTerm: g.before.lastTerm(g.stored.snapshotTerm), transfer: true})
			}
		},
	},
	{
		"we take an append that begins before the commit index",
		"Figure 2 compares entry by entry wherever it begins. Theirs leaves all of it and answers with its commit index.",
		func(g *given) {
			if g.m.kind != appendEntries || g.m.term < g.before.term || g.m.index >= g.before.commit || g.before.role == "leader" && g.m.term == g.before.term {
				return
			}
			last := g.m.index
			for _, e := range g.m.entries {
				last++
				g.theirs.put(last, e)
			}
			last = max(last, g.before.first-1)
			g.theirs.commit = max(g.theirs.commit, min(g.m.commit, last))
			g.theirs.applied = g.theirs.commit
			g.theirs.said = []message{{kind: accepted, to: g.m.from, term: g.m.term, index: last}}
		},
	},
	{
		"our heartbeat is an append",
		"Figure 2: AppendEntries is \"also used as heartbeat\". Theirs has messages of their own, which carry neither entries nor the place of one.",
		func(g *given) {
			for i := range g.theirs.said {
				if r := &g.theirs.said[i]; r.kind == heartbeatReply {
					*r = message{kind: accepted, to: r.to, term: r.term, index: g.m.index}
				}
			}
			for to := uint64(2); to <= g.stored.servers; to++ {
				is := func(m message) bool { return m.to == to && (m.kind == appendEntries || m.kind == snapshot) }
				if slices.ContainsFunc(g.theirs.said, func(m message) bool { return m.to == to && m.kind == heartbeat }) && slices.ContainsFunc(g.ours.said, is) {
					g.ours.said = slices.DeleteFunc(g.ours.said, is)
					g.theirs.said = slices.DeleteFunc(g.theirs.said, func(m message) bool { return m.to == to && (m.kind == heartbeat || is(m)) })
				}
			}
		},
	},
	{
		"an answer to our heartbeat tells how far the log is the leader's",
		"It is the answer to an append. Theirs tells nothing but that the follower lives, upon which their leader sends again what it may lack; ours does so with the next heartbeat.",
		func(g *given) {
			if g.m.kind == heartbeatReply {
				g.forgive(g.m.from)
			}
		},
	},
	{
		"we go on probing until the logs are known to meet where we probe",
		"An acceptance from before the probe, which came late, says nothing of the entries between. Theirs takes up the stream right after what was accepted.",
		func(g *given) {
			if p := g.before.peer(g.m.from); g.m.kind == accepted && p != nil && p.phase == "probe" && g.m.index < p.next-1 {
				g.forgive(g.m.from)
			}
		},
	},
	{
		"a follower that acknowledges what is committed already was told so at another time",
		"Both remember for each follower what it was told to be committed, and tell one that lacks some when it acknowledges it. Our heartbeat tells all that is committed, since it is an append; theirs no more than what the follower is known to have, and the answer to it makes theirs send what may be lacking at once, and ours with the next.",
		func(g *given) {
			if g.m.kind != accepted || g.ours.commit != g.before.commit {
				return
			}
			news := func(m message) bool { return m.kind == appendEntries && m.to == g.m.from && len(m.entries) == 0 }
			for _, sides := range [][2]*outcome{{&g.ours, &g.theirs}, {&g.theirs, &g.ours}} {
				if !slices.ContainsFunc(sides[0].said, news) {
					sides[1].said = slices.DeleteFunc(sides[1].said, news)
				}
			}
		},
	},
	{
		"our followers refuse with another hint",
		"§5.3: the follower's hint is \"the term of the conflicting entry and the first index it stores for that term\", so that one refusal passes over a term. Theirs looks for the highest entry of a term that the leader can have. Theirs, streaming, begins again after what is known to match, and probing takes a refusal of anything but its newest probe for a late one; ours takes every refusal between what matches and what was sent.",
		func(g *given) {
			if g.m.kind != refused {
				return
			}
			for _, o := range []*outcome{&g.ours, &g.theirs} {
				if p := o.peer(g.m.from); p != nil && p.phase != "snapshot" && (p.next <= p.match || p.next > g.before.last+1) {
					return // neither may try what cannot be
				}
			}
			g.forgive(g.m.from)
		},
	},
	{
		"we send nothing more when the target of a transfer has all but answers to come",
		"What it lacks is on its way already, and is repeated by the next heartbeat if it is lost. Theirs sends an empty append.",
		func(g *given) {
			if p := g.before.peer(g.m.from); g.m.kind == transfer && p != nil && p.match < g.before.last {
				g.theirs.said = slices.DeleteFunc(g.theirs.said, func(m message) bool {
					return m.kind == appendEntries && m.to == g.m.from && len(m.entries) == 0
				})
			}
		},
	},
	{
		"we tell the target of a transfer again to stand",
		"With each heartbeat, and when the client asks again: the message may have been lost. Theirs tells it once, and again only after an acceptance.",
		func(g *given) {
			if (g.m.kind == beat || g.m.kind == transfer) && g.before.handsTo != 0 && g.ours.handsTo == g.before.handsTo {
				g.ours.said = slices.DeleteFunc(g.ours.said, func(m message) bool { return m.kind == timeoutNow && m.to == g.before.handsTo })
			}
		},
	},
	{
		"we count a refusal of a pre-vote by a voter that is behind",
		"It is an answer to what was asked. Theirs takes no message of an earlier term, so that a second answer of the same voter can count.",
		func(g *given) {
			if g.m.kind == preVoteReply && !g.m.yes && g.m.term < g.before.term && g.before.role == "pre-candidate" {
				g.hidden = true
			}
		},
	},
	{
		"we say that a read goes nowhere",
		"Whoever asked is told at once, with why. Theirs lets it lapse; or, if the leader had not committed anything in its term yet, keeps it for when it leads again.",
		func(g *given) {
			g.hidden = g.before.role == "leader" && g.ours.role != "leader" && slices.ContainsFunc(g.ours.said, func(m message) bool { return m.kind == readDropped })
			g.ours.said = slices.DeleteFunc(g.ours.said, func(m message) bool { return m.kind == readDropped })
		},
	},
}

// forgive leaves out what a leader sends to a follower, and what it takes it to
// have.
func (g *given) forgive(id uint64) {
	for _, o := range []*outcome{&g.ours, &g.theirs} {
		o.said = slices.DeleteFunc(o.said, func(m message) bool { return m.to == id && (m.kind == appendEntries || m.kind == snapshot) })
		o.peers = slices.DeleteFunc(slices.Clone(o.peers), func(p progress) bool { return p.id == id })
	}
}

// peer returns what a leader knows of a follower, or nil.
func (s *state) peer(id uint64) *progress {
	for i := range s.peers {
		if s.peers[i].id == id {
			return &s.peers[i]
		}
	}
	return nil
}

// unmoved is the outcome of a server that stays as it was, and says something.
func (g *given) unmoved(said ...message) outcome { return outcome{state: g.before, said: said} }

// upToDate reports whether who asks for a vote has a log that is good enough,
// §5.4.1.
func (g *given) upToDate() bool {
	own := g.before.lastTerm(g.stored.snapshotTerm)
	return g.m.logTerm > own || g.m.logTerm == own && g.m.index >= g.before.last
}

// put makes a log have an entry, Figure 2.
func (s *state) put(i uint64, e entry) {
	if i < s.first || s.termAt(i) == e.term {
		return
	}
	s.log = append(slices.Clone(s.log[:i-s.first]), e)
	s.last = i
}
