package panel

import (
	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Member is the panel of a member: what it is, what it knows of the others,
// and why.
func Member(l *lab.Lab, lang narrate.Lang, n sim.Node) Panel {
	x := maker{l, l.World(), lang}
	m := lab.MemberAt(x.w, n)
	if m == nil {
		return x.nothing("member")
	}
	p := Panel{ID: "member", Title: m.Self().Name, Icon: x.icon(n, m), Subtitle: x.role(n, m), Actions: x.mainActions(n, m)}
	p.Sections = append(p.Sections, x.facts(n, m))
	if s := m.Raft(); s != nil && s.Role() == raft.Leader && len(s.Peers()) > 1 {
		p.Sections = append(p.Sections, x.others(n, s))
	}
	p.Sections = append(p.Sections, x.because(lab.WhyMember(x.w, n)))
	if s := m.Raft(); s != nil && s.Leader() != s.ID() {
		if why := lab.WhyLeader(x.w); why.Missing {
			p.Sections = append(p.Sections, x.because(why))
		}
	}
	return p
}

// nothing is the panel where nothing is selected.
func (x maker) nothing(id string) Panel {
	return Panel{ID: id, Sections: []Section{{Kind: Empty, Rows: []Row{{Cells: []Cell{{Text: x.text("panel.nothing")}}}}}}, Actions: []Action{}}
}

func (x maker) icon(n sim.Node, m *member.Member) *Icon {
	s := m.Raft()
	if s == nil {
		return &Icon{Shape: "crashed", Term: uint64(m.Stored().Term)}
	}
	if s.Role() == raft.Follower && (lab.IsLearner(m) || x.removed(m)) {
		return &Icon{Shape: "learner", Letter: "N", Term: uint64(s.Term())}
	}
	letters := [...]string{raft.Follower: "F", raft.PreCandidate: "P", raft.Candidate: "C", raft.Leader: "L"}
	return &Icon{Shape: s.Role().String(), Letter: letters[s.Role()], Term: uint64(s.Term())}
}

// role says in a line what the member is at present.
func (x maker) role(n sim.Node, m *member.Member) string {
	s := m.Raft()
	if s == nil && m.Failure() != nil {
		return x.text("panel.failed", narrate.Num("term", int(m.Stored().Term)))
	}
	if s == nil {
		return x.text("panel.crashed", narrate.Num("term", int(m.Stored().Term)))
	}
	term := narrate.Num("term", int(s.Term()))
	since := narrate.Span("time", x.clock(n)-sim.Time(s.Since()))
	line, special := x.standing(n, m, s)
	switch {
	case special:
	case s.Role() == raft.Leader:
		line = x.text("panel.leader-for", term, since) + x.handsOver(n, s)
	case s.Role() == raft.PreCandidate:
		line = x.text("panel.pre-candidate-for", narrate.Num("next", int(s.Term())+1), since)
	case s.Role() == raft.Candidate:
		line = x.text("panel.candidate-for", term, since)
	case s.Leader() != raft.None:
		line = x.text("panel.follower-of", narrate.Str("leader", Names(x.w).Server(s.Leader())), term)
	default:
		line = x.text("panel.follower", term)
	}
	if x.w.Paused(n) {
		line += " · " + x.text("panel.paused")
	}
	return line
}

func (x maker) facts(n sim.Node, m *member.Member) Section {
	self := m.Self()
	s := Section{Kind: Pairs, Rows: []Row{
		{Cells: []Cell{{Text: x.text("panel.member-id"), Tone: Quiet}, {Text: api.FormatID(self.ID), Mono: true}}},
		{Cells: []Cell{{Text: x.text("panel.clients-at"), Tone: Quiet}, {Text: hostOf(self.ClientURLs[0]), Mono: true}}},
	}}
	r, stored := m.Raft(), m.Stored()
	term, vote, log, snap := stored.Term, stored.Vote, &stored.Log, stored.Snapshot
	durable, commit, applied := stored.Log.Last(), stored.Commit, raft.Index(0)
	if r != nil {
		term, vote, log, durable, commit, applied = r.Term(), r.Vote(), r.Log(), r.Durable(), r.Commit(), r.Applied()
		snap = r.LastSnapshot()
	}
	s.Rows = append(s.Rows, x.pair("panel.vote", x.vote(m, term, vote)), x.pair("panel.log", x.logLine(log.First(), log.Last(), durable)),
		x.pair("panel.commit", x.text("panel.commit-applied", narrate.Num("commit", int(commit)), narrate.Num("applied", int(applied)))))
	if row, ok := x.snapshot(snap, log); ok {
		s.Rows = append(s.Rows, row)
	}
	if c := x.w.ClockOf(n); c != (sim.Clock{Shows: x.w.Now(), Rate: sim.RightRate}) {
		s.Rows = append(s.Rows, x.pair("panel.clock", x.clockLine(c)))
	}
	s.Rows = append(s.Rows, x.pair("panel.disk", x.disk(n, m)))
	if f := m.Failure(); f != nil {
		s.Rows = append(s.Rows, x.pair("panel.failure", x.failure(f)))
	}
	if m.KV() != nil {
		s.Rows = append(s.Rows, x.pair("panel.revision", x.text("panel.revisions",
			narrate.Num("revision", int(m.KV().Revision())), narrate.Num("index", int(m.V2().Index())))))
	}
	if r != nil {
		if deadline, timeout := r.Deadline(); timeout > 0 {
			left := max(0, sim.Time(deadline)-x.clock(n))
			s.Rows = append(s.Rows, x.pair("panel.timer", x.text("panel.timer-left", narrate.Span("left", left), narrate.Span("timeout", sim.Time(timeout)))))
		}
		if r.Role() == raft.Candidate || r.Role() == raft.PreCandidate {
			s.Rows = append(s.Rows, x.pair("panel.votes", x.votes(r)))
		}
		s.Rows = append(s.Rows, x.configuration(r)...)
	}
	return s
}

func (x maker) vote(m *member.Member, term raft.Term, vote raft.ID) string {
	t := narrate.Num("term", int(term))
	switch {
	case vote == raft.None:
		return x.text("panel.vote-none", t)
	case uint64(vote) == m.Self().ID:
		return x.text("panel.vote-itself", t)
	}
	return x.text("panel.vote-for", narrate.Str("member", Names(x.w).Server(vote)), t)
}

// clock is what the member takes the time to be.
func (x maker) clock(n sim.Node) sim.Time { return x.w.ClockOf(n).Shows }

// clockLine says how wrong a member's clock is.
func (x maker) clockLine(c sim.Clock) string {
	by, id := c.Shows-x.w.Now(), "panel.clock-ahead"
	if by < 0 {
		by, id = -by, "panel.clock-behind"
	}
	return x.text(id, narrate.Span("by", by), narrate.Str("rate", string(sim.Time(c.Rate).AppendMilliseconds(nil))))
}

// disk says what is on the member's disk, and what is wrong with it.
func (x maker) disk(n sim.Node, m *member.Member) string {
	first, last := m.Records()
	count := narrate.Num("n", int(last+1-first))
	line := x.text("panel.disk-records", count)
	if corrupt := m.Corrupt(); len(corrupt) > 0 {
		line = x.text("panel.disk-corrupt", count, narrate.Num("record", int(corrupt[0])))
	}
	if m.Wiped() {
		line = x.text("panel.disk-wiped")
	}
	if x.w.DiskOf(n).Tear {
		line += " · " + x.text("panel.disk-tears")
	}
	return line
}

func (x maker) logLine(first, last, durable raft.Index) string {
	f, l, d := narrate.Num("first", int(first)), narrate.Num("last", int(last)), narrate.Num("durable", int(durable))
	switch {
	case last < first:
		return x.text("panel.log-empty")
	case durable < last:
		return x.text("panel.log-partly", f, l, d)
	}
	return x.text("panel.log-durable", f, l)
}

func (x maker) votes(r *raft.Server) string {
	votes := 0
	r.Votes(func(_ raft.ID, yes, _ bool) bool {
		if yes {
			votes++
		}
		return true
	})
	return x.text("panel.votes-needed", narrate.Num("votes", votes), narrate.Num("needed", r.Quorum()))
}

// others is the leader's view of the others.
func (x maker) others(n sim.Node, s *raft.Server) Section {
	now := x.clock(n)
	t := Section{Title: x.text("panel.others"), Kind: Table, Rows: []Row{}, Columns: []Column{
		x.column("panel.member", "left"), x.column("panel.match", "right"), x.column("panel.next", "right"), x.column("panel.heard", "right")}}
	for _, node := range serverNodes(x.w) {
		other := lab.MemberAt(x.w, node)
		for _, p := range s.Peers() {
			if uint64(p.ID) != other.Self().ID || p.ID == s.ID() {
				continue
			}
			heard := Cell{Text: x.text("panel.never-heard", narrate.Num("term", int(s.Term()))), Tone: Danger}
			if now-sim.Time(s.Since()) < patience {
				heard.Tone = Quiet
			}
			if p.Heard >= s.Since() {
				heard = Cell{Text: x.text("panel.ago", narrate.Span("time", now-sim.Time(p.Heard)))}
			}
			if p.State == raft.StateSnapshot {
				heard.Text = x.sentParts(s, &p)
			}
			t.Rows = append(t.Rows, Row{Action: "select member " + other.Self().Name, Cells: []Cell{
				{Text: other.Self().Name}, {Text: number(p.Match)}, {Text: number(p.Next)}, heard}})
		}
	}
	return t
}

// patience is how long after its election a leader may not have heard from a
// member without anything being wrong.
const patience = 150 * sim.Millisecond

// serverNodes returns the nodes of all members, in order.
func serverNodes(w *sim.World) (nodes []sim.Node) {
	for n := range lab.Members(w) {
		nodes = append(nodes, n)
	}
	return nodes
}

func hostOf(url string) string {
	const scheme = "http://"
	if len(url) > len(scheme) {
		return url[len(scheme):]
	}
	return url
}

// mainActions are the first things that can be done to a member, and its menu for
// the others.
func (x maker) mainActions(n sim.Node, m *member.Member) []Action {
	name := m.Self().Name
	actions := x.lifeActions(n, m, name)
	if x.w.Up(n) {
		actions = append(actions, x.isolate(n, name))
	}
	return append(actions, Action{Label: x.text("act.more"), Action: "menu member " + name})
}

// MemberActions are what can be done to a member.
func MemberActions(l *lab.Lab, lang narrate.Lang, n sim.Node) []Action {
	x := maker{l, l.World(), lang}
	m := lab.MemberAt(x.w, n)
	name := m.Self().Name
	actions := x.lifeActions(n, m, name)
	if !x.w.Up(n) {
		return append(actions, x.asked("act.remove-it", "member remove "+name, name), x.corrupt(m, name),
			Action{Label: x.text("act.wipe-it"), Action: "do disk " + name + " wipe"})
	}
	actions = append(actions, x.membershipActions(m, name)...)
	actions = append(actions, x.asked("act.snapshot-it", "snapshot "+name, name), x.asked("act.compact-it", "compact "+name, name))
	return append(actions, x.isolate(n, name),
		Action{Label: x.text("act.clock-ahead"), Action: "do clock " + name + " jump=+1s"}, x.clockBack(n, name), x.corrupt(m, name))
}

// lifeActions crash, pause and time out a member, or bring it back.
func (x maker) lifeActions(n sim.Node, m *member.Member, name string) []Action {
	if !x.w.Up(n) {
		restart := Action{Label: x.text("act.restart-it"), Action: "do restart " + name}
		if f := m.Failure(); f != nil {
			restart.Disabled, restart.Why = true, x.failure(f)
		}
		return []Action{restart}
	}
	actions := []Action{{Label: x.text("act.crash-it"), Action: "do crash " + name}}
	if x.w.Paused(n) {
		actions = append(actions, Action{Label: x.text("act.resume-it"), Action: "do resume " + name})
	} else {
		actions = append(actions, Action{Label: x.text("act.pause-it"), Action: "do pause " + name})
	}
	timeout := Action{Label: x.text("act.timeout-it"), Action: "do timeout " + name}
	if m.Raft().Role() == raft.Leader {
		timeout.Disabled, timeout.Why = true, x.text("act.is-leader", narrate.Str("member", name))
	}
	return append(actions, timeout)
}

// clockBack sets the member's clock back, which it cannot be before the world
// began.
func (x maker) clockBack(n sim.Node, name string) Action {
	a := Action{Label: x.text("act.clock-back"), Action: "do clock " + name + " jump=-1s"}
	if x.clock(n) < sim.Second {
		a.Disabled, a.Why = true, x.text("act.clock-young")
	}
	return a
}

// corrupt makes a record on the member's disk return wrong bytes.
func (x maker) corrupt(m *member.Member, name string) Action {
	a := Action{Label: x.text("act.corrupt-it"), Action: "do disk " + name + " corrupt"}
	if _, err := m.Corruptible(0); err != nil {
		a.Disabled, a.Why = true, x.text("act.all-corrupt", narrate.Str("member", name))
		if first, last := m.Records(); last < first {
			a.Why = x.text("act.no-record", narrate.Str("member", name))
		}
	}
	return a
}

// failure says why a member does not start.
func (x maker) failure(f member.Failure) string {
	switch f := f.(type) {
	case member.RecordCorrupt:
		return x.text("act.record-corrupt", narrate.Num("record", int(f.Record)), narrate.Num("last", int(f.Last)))
	case member.AlreadyBootstrapped:
		return x.text("act.bootstrapped")
	}
	return f.Error()
}

// isolate cuts a member off from all others, or joins it again if it is.
func (x maker) isolate(n sim.Node, name string) Action {
	alone := true
	for _, other := range serverNodes(x.w) {
		if other != n && !(x.w.IsCut(n, other) && x.w.IsCut(other, n)) {
			alone = false
		}
	}
	if alone {
		return Action{Label: x.text("act.heal-all"), Action: "do heal"}
	}
	return Action{Label: x.text("act.isolate"), Action: "do cut " + name + " all"}
}

// LinkActions are what can be done to the links of a member, one by one.
func LinkActions(l *lab.Lab, lang narrate.Lang, n sim.Node) (actions []Action) {
	x := maker{l, l.World(), lang}
	name := lab.NameOf(x.w, n)
	for _, other := range serverNodes(x.w) {
		if other == n {
			continue
		}
		to := lab.NameOf(x.w, other)
		if x.w.IsCut(n, other) || x.w.IsCut(other, n) {
			actions = append(actions, Action{Label: x.text("act.join-to", narrate.Str("member", to)), Action: "do join " + name + " " + to})
		} else {
			actions = append(actions, Action{Label: x.text("act.cut-from", narrate.Str("member", to)), Action: "do cut " + name + " " + to})
		}
	}
	return actions
}
