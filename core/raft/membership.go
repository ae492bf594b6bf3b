package raft

import "slices"

// Membership is who takes part in the cluster, dissertation chapter 4.
type Membership struct {
	Voters []ID
	// Old are the voters before, while the cluster goes from them to Voters by
	// joint consensus, §6: both must agree to everything. Otherwise it is empty.
	Old []ID
	// Learners get the log and do not vote, dissertation §4.2.1.
	Learners []ID
}

// Change is one change of the membership.
type Change struct {
	Kind ChangeKind
	ID   ID
}

// ChangeKind says what a Change does.
type ChangeKind uint8

const (
	AddVoter   ChangeKind = iota // or promote a learner
	AddLearner                   // a server that is no voter
	RemoveServer
)

// configuration is a membership with the entry that made it.
type configuration struct {
	index Index
	Membership
}

// departure is a server that was removed, with what this leader has taken of its
// proposals: it may come back, and so may what it passed on before.
type departure struct {
	id    ID
	taken window
}

// Membership returns the latest in this server's log, committed or not.
func (s *Server) Membership() Membership {
	if len(s.configs) == 0 {
		var m Membership
		for i := range s.peers {
			m.Voters = append(m.Voters, s.peers[i].ID)
		}
		return m
	}
	return s.configs[len(s.configs)-1].Membership
}

// after returns the membership after some changes: at once if it is one, since
// any majority before and any majority after it overlap (§4.1), and by way of
// joint consensus if they are more (§4.3).
func (m Membership) after(changes []Change, rules Rules) Membership {
	next := Membership{Voters: slices.Clone(m.Voters), Learners: slices.Clone(m.Learners)}
	is := func(id ID) func(ID) bool { return func(other ID) bool { return other == id } }
	for _, c := range changes {
		voter, learner := slices.Contains(next.Voters, c.ID), slices.Contains(next.Learners, c.ID)
		switch {
		case c.Kind == AddVoter && !voter:
			next.Voters = append(next.Voters, c.ID)
			next.Learners = slices.DeleteFunc(next.Learners, is(c.ID))
		case c.Kind == AddLearner && !voter && !learner:
			next.Learners = append(next.Learners, c.ID)
		case c.Kind == RemoveServer:
			next.Voters = slices.DeleteFunc(next.Voters, is(c.ID))
			next.Learners = slices.DeleteFunc(next.Learners, is(c.ID))
		}
	}
	if len(changes) > 1 && rules.On(JointConsensus) {
		next.Old = m.Voters
	}
	return next
}

// beginMembership finds out the membership from the snapshot, or from the
// cluster's first configuration, and the log.
func (s *Server) beginMembership(out Effects) {
	if !s.options.Membership {
		return
	}
	base := configuration{index: s.snapshots.newest.Index, Membership: s.snapshots.newest.Members}
	if base.index == 0 {
		for i := range s.peers {
			if s.peers[i].Voter {
				base.Voters = append(base.Voters, s.peers[i].ID)
			}
		}
	}
	s.configs = []configuration{base}
	s.useMembership()
	for i := base.index + 1; i <= s.log.Last(); i++ {
		e, _ := s.log.At(i)
		s.adopt(i, e, out)
	}
}

// adoptApplied makes the server use the configurations among the entries that it
// applies, with Options.ChangeOnApply, and reports whether there was one.
func (s *Server) adoptApplied(after, upTo Index, out Effects) (changed bool) {
	if !s.options.ChangeOnApply {
		return false
	}
	before := len(s.configs)
	for i := after + 1; i <= upTo; i++ {
		if e, _ := s.log.At(i); e.Kind == ConfigChange || e.Kind == LeaveJoint {
			s.adopt(i, e, out)
		}
	}
	return len(s.configs) > before
}

// reconfigured has a leader go on with the configuration that it has begun to
// use when it applied it: a smaller quorum may have more.
func (s *Server) reconfigured(out Effects) {
	s.finishChange(s.now, out)
	if s.role == Leader {
		s.advanceCommit(out)
	}
}

// underWay returns the index of the first change that is in the log and not
// applied, or 0.
func (s *Server) underWay() Index {
	for i := max(s.applied, s.log.before) + 1; i <= s.log.Last(); i++ {
		if e, _ := s.log.At(i); e.Kind == ConfigChange || e.Kind == LeaveJoint {
			return i
		}
	}
	return 0
}

// adopt makes the server use a configuration as soon as its entry is in the
// log, dissertation §4.1: "a server always uses the latest configuration in its
// log, regardless of whether the entry is committed".
func (s *Server) adopt(at Index, e Entry, out Effects) {
	if !s.options.Membership || e.Kind != ConfigChange && e.Kind != LeaveJoint || len(s.configs) == 0 ||
		s.options.ChangeOnApply && at > s.applied {
		return
	}
	now := s.Membership()
	next := Membership{Voters: now.Voters, Learners: now.Learners}
	if e.Kind == ConfigChange {
		next = now.after(out.Changes(e.Payload), s.rules)
	}
	if slices.Equal(now.Voters, next.Voters) && slices.Equal(now.Old, next.Old) && slices.Equal(now.Learners, next.Learners) {
		return
	}
	s.configs = append(s.configs, configuration{index: at, Membership: next})
	s.useMembership()
}

// forgetAfter takes back the configurations whose entries were removed from the
// log, dissertation §4.1: "a server must be prepared to fall back to the
// previous configuration in its log".
func (s *Server) forgetAfter(last Index) {
	n := len(s.configs)
	for n > 1 && s.configs[n-1].index > last {
		n--
	}
	if n < len(s.configs) {
		s.configs = s.configs[:n]
		s.useMembership()
	}
}

// restartMembership begins anew with that of a snapshot.
func (s *Server) restartMembership(snap Snapshot) {
	if s.options.Membership {
		s.configs = []configuration{{index: snap.Index, Membership: snap.Members}}
		s.useMembership()
	}
}

// membershipAt returns the membership as of an entry that was applied, and
// forgets those before it.
func (s *Server) membershipAt(index Index) Membership {
	if len(s.configs) == 0 {
		return Membership{}
	}
	for len(s.configs) > 1 && s.configs[1].index <= index {
		s.configs = append([]configuration(nil), s.configs[1:]...)
	}
	return s.configs[0].Membership
}

// useMembership makes the peers those of the latest configuration. The server
// itself always is among them: a leader that is removed leads until that is
// committed.
func (s *Server) useMembership() {
	m := s.Membership()
	peers := make([]Progress, 0, len(m.Voters)+len(m.Learners)+1)
	add := func(id ID) {
		if slices.ContainsFunc(peers, func(p Progress) bool { return p.ID == id }) {
			return
		}
		p := Progress{ID: id, Next: s.log.Last() + 1, Answered: s.now}
		if old := s.peer(id); old != nil {
			p = *old
		} else if i := slices.IndexFunc(s.departed, func(d departure) bool { return d.id == id }); i >= 0 {
			p.taken = s.departed[i].taken
			s.departed = slices.Delete(s.departed, i, i+1)
		}
		p.Voter, p.Outgoing = slices.Contains(m.Voters, id), slices.Contains(m.Old, id)
		peers = append(peers, p)
	}
	for _, list := range [][]ID{m.Voters, m.Old, m.Learners, {s.id}} {
		for _, id := range list {
			add(id)
		}
	}
	for i := range s.peers {
		if old := &s.peers[i]; old.taken.top != 0 && !slices.ContainsFunc(peers, func(p Progress) bool { return p.ID == old.ID }) {
			s.departed = append(s.departed, departure{old.ID, old.taken})
		}
	}
	s.peers = peers
	s.countVoters()
}

func (s *Server) countVoters() {
	s.voters, s.outgoing = 0, 0
	for i := range s.peers {
		if s.peers[i].Voter {
			s.voters++
		}
		if s.peers[i].Outgoing {
			s.outgoing++
		}
	}
}

// majority is how many of n servers are a quorum.
func (s *Server) majority(n int) int {
	if s.rules.Off(QuorumIsMajority) {
		return max(1, n/2)
	}
	return n/2 + 1
}

// quorate reports whether those for whom something holds are a quorum, and how
// many they are: in joint consensus, "agreement (for elections and entry
// commitment) requires separate majorities from both the old and new
// configurations" (§6).
func (s *Server) quorate(holds func(*Progress) bool) (quorum bool, count int) {
	voters, outgoing := 0, 0
	for i := range s.peers {
		p := &s.peers[i]
		if !holds(p) {
			continue
		}
		counts := p.Voter || !p.Outgoing && p.ID != s.id && s.rules.Off(LearnersDoNotVote)
		if counts {
			voters++
		}
		if p.Outgoing {
			outgoing++
		}
		if counts || p.Outgoing {
			count++
		}
	}
	return voters >= s.majority(s.voters) && (s.outgoing == 0 || outgoing >= s.majority(s.outgoing)), count
}

// mayStand reports whether this server may become leader: one that is no voter
// only while that is not committed, dissertation §4.2.2, since nobody else can
// be elected if it alone has the entry.
func (s *Server) mayStand() bool {
	p := s.peer(s.id)
	if p == nil || p.Voter || p.Outgoing {
		return p != nil
	}
	n := len(s.configs)
	if s.options.ChangeOnApply || n < 2 || s.configs[n-1].index <= s.commit {
		return false
	}
	before := s.configs[n-2]
	return slices.Contains(before.Voters, s.id) || slices.Contains(before.Old, s.id)
}

// refusesChange says why a leader does not take a change of the membership, or
// nil.
func (s *Server) refusesChange(p Propose, out Effects) Reason {
	if !s.options.Membership || p.Kind != ConfigChange || len(s.configs) == 0 {
		return nil
	}
	latest := s.configs[len(s.configs)-1]
	changes := out.Changes(p.Payload)
	at, unfinished := latest.index, latest.index > s.commit || len(latest.Old) > 0
	if first := s.underWay(); s.options.ChangeOnApply && first != 0 {
		at, unfinished = first, true
	}
	switch {
	case unfinished && s.rules.On(OneChange):
		return ChangeUnderWay{Index: at}
	// The rule of 2015: "a leader must commit an entry of its term before it
	// appends a configuration entry", or two changes of two leaders can each
	// have a majority that the other does not know.
	case s.log.Term(s.commit) != s.term && s.rules.On(ChangeOwnTerm):
		return TermNotCommitted{Term: s.term}
	case len(latest.after(changes, s.rules).Voters) == 0:
		return NoVoters{}
	}
	for _, c := range changes {
		if p := s.peer(c.ID); c.Kind == AddVoter && p != nil && !p.Voter && p.Match < s.commit {
			return LearnerBehind{ID: c.ID, Match: p.Match, Commit: s.commit}
		}
	}
	return nil
}

// finishChange does what follows when a configuration is committed: joint
// consensus is left, §6, and a leader that is no voter any more steps down,
// dissertation §4.2.2.
func (s *Server) finishChange(now Time, out Effects) {
	if s.role != Leader || len(s.configs) == 0 || s.configs[len(s.configs)-1].index > s.commit {
		return
	}
	if s.outgoing > 0 && s.log.Term(s.commit) == s.term {
		if s.options.ChangeOnApply && s.underWay() != 0 {
			return
		}
		s.appendOwn(Entry{Term: s.term, Kind: LeaveJoint}, out)
		s.broadcast(NewEntries{}, out)
		return
	}
	if self := s.peer(s.id); !self.Voter && !self.Outgoing {
		s.becomeFollower(now, None, RemovedByChange{Index: s.commit}, out)
	}
}

// hearsStranger reports whether a message is listened to though its sender is
// not in the latest configuration, dissertation §4.1: "a server accepts
// AppendEntries requests from a leader that is not part of the server's latest
// configuration" and "also grants its vote to a candidate that is not part of"
// it. Only answers presuppose that one knows whom one has asked.
func (s *Server) hearsStranger(m Message) bool {
	if !s.options.Membership {
		return false
	}
	switch m.(type) {
	case RequestVote, PreVote, AppendEntries, InstallSnapshot, TimeoutNow, ReadReply:
		return true
	}
	return false
}
