package panel

import (
	"errors"
	"slices"
	"strings"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// ClusterActions are what can be done to the cluster, whichever member leads it.
func ClusterActions(l *lab.Lab, lang narrate.Lang) []Action {
	x := maker{l, l.World(), lang}
	return []Action{x.asked("act.add-member", "member add", ""), x.asked("act.add-learner", "member add --learner", ""),
		{Label: x.text("act.heal-all"), Action: "do heal"}}
}

// membershipActions are what can be done to a member by the leader.
func (x maker) membershipActions(m *member.Member, name string) []Action {
	actions := []Action{x.asked("act.transfer-to", "transfer "+name, name)}
	if lab.IsLearner(m) {
		actions = append(actions, x.asked("act.promote-it", "member promote "+name, name))
	}
	return append(actions, x.asked("act.remove-it", "member remove "+name, name))
}

// asked is an action that the leader may refuse, which it then says.
func (x maker) asked(label, line, name string) Action {
	a := Action{Label: x.text(label), Action: "do " + line}
	if err := x.lab.Refuses(line); err != nil {
		a.Disabled, a.Why = true, x.refusal(err, name)
	}
	return a
}

// Refused says in a language why a line, as an action has it behind "do", is not
// carried out.
func Refused(w *sim.World, lang narrate.Lang, line string, err error) string {
	line = strings.TrimSpace(line)
	return maker{w: w, lang: lang}.refusal(err, line[strings.LastIndexByte(line, ' ')+1:])
}

// refusals are what is said of the errors with which changes of the cluster are
// refused.
var refusals = []struct {
	err error
	id  string
}{
	{lab.ErrNoLeader, "act.no-leader"},
	{lab.ErrLeadsAlready, "act.leads-already"},
	{lab.ErrNoVoter, "act.no-voter"},
	{lab.ErrNothingNew, "act.no-news"},
	{lab.ErrNoSnapshot, "act.no-snapshot"},
	{lab.ErrCompacted, "act.compacted-already"},
	{api.ErrMemberNotLearner, "act.no-learner"},
	{api.ErrMemberNotFound, "act.no-member"},
	{api.ErrLearnerNotReady, "act.learner-behind"},
	{api.ErrTooManyLearners, "act.too-many-learners"},
	{api.ErrMemberNotEnough, "act.too-few-started"},
	{api.ErrUnhealthy, "act.unhealthy"},
	{lab.ErrTooManyMembers, "act.too-many-members"},
}

func (x maker) refusal(err error, name string) string {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return x.text(r.id, narrate.Str("member", name), narrate.Span("time", lab.HealthyAfter(x.w)))
		}
	}
	var r *lab.Refusal
	if errors.As(err, &r) {
		return r.In(x.lang)
	}
	return narrate.Explain(x.lang, err)
}

// standing says what a member is that does not vote, and who hands over: nothing
// for the others.
func (x maker) standing(n sim.Node, m *member.Member, s *raft.Server) (line string, ok bool) {
	term := narrate.Num("term", int(s.Term()))
	switch {
	case x.removed(m):
		return x.text("panel.removed", term), true
	case s.Role() != raft.Follower || !lab.IsLearner(m):
		return "", false
	case slices.Contains(s.Membership().Learners, s.ID()):
		return x.text("panel.learner", term), true
	}
	return x.text("panel.joining", term), true
}

// removed reports whether some member knows this one to have been removed.
func (x maker) removed(m *member.Member) bool {
	for _, other := range lab.Members(x.w) {
		if other.HasRemoved(m.Self().ID) {
			return true
		}
	}
	return false
}

// handsOver says to whom a leader hands over, and until when it tries.
func (x maker) handsOver(n sim.Node, s *raft.Server) string {
	to := s.TransferringTo()
	if s.Role() != raft.Leader || to == raft.None {
		return ""
	}
	left := max(0, sim.Time(s.TransferUntil())-x.clock(n))
	return " · " + x.text("panel.hands-over", narrate.Str("member", Names(x.w).Server(to)), narrate.Span("time", left))
}

// configuration lists who takes part, as a member has it.
func (x maker) configuration(s *raft.Server) (rows []Row) {
	m := s.Membership()
	for _, list := range []struct {
		id  string
		ids []raft.ID
	}{{"panel.cluster", m.Voters}, {"panel.outgoing", m.Old}, {"panel.learners", m.Learners}} {
		if len(list.ids) > 0 {
			rows = append(rows, x.pair(list.id, x.memberList(list.ids)))
		}
	}
	return rows
}

// memberList is the names of members in order, or how many they are.
func (x maker) memberList(ids []raft.ID) string {
	const most = 9
	if len(ids) > most {
		return x.text("stage.members", narrate.Num("n", len(ids)))
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		if node := lab.NodeOf(x.w, id); node != sim.Nobody {
			list[i] = lab.NameOf(x.w, node)
		} else {
			list[i] = api.FormatID(uint64(id))
		}
	}
	slices.Sort(list)
	return strings.Join(list, x.text("stage.comma"))
}

// snapshot says which entries the member's newest snapshot stands for.
func (x maker) snapshot(snap raft.Snapshot, log *raft.Log) (Row, bool) {
	if snap.Index == 0 {
		return Row{}, false
	}
	return x.pair("panel.snapshot", x.text("panel.snapshot-to", narrate.Num("index", int(snap.Index)),
		narrate.Num("bytes", int(snap.Size)), narrate.Num("first", int(log.First())))), true
}

// sentParts says how much of a snapshot has arrived at whom it is sent to.
func (x maker) sentParts(s *raft.Server, p *raft.Progress) string {
	chunk := s.SnapshotChunk()
	return x.text("panel.snapshot-sent", narrate.Num("n", int(p.Offset/chunk)), narrate.Num("parts", int((p.Snapshot.Size+chunk-1)/chunk)))
}
