package lab

import (
	"strconv"
	"strings"

	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Deed is an act that was done by name: the words of a lab verb.
type Deed struct{ Line string }

// KindCluster is the kind of the event that the cluster is made anew. Detail is
// a shell.Cluster.
var KindCluster = sim.NewKind("cluster")

// Govern implements sim.Governor: it does to the world what a verb says.
func (e *environment) Govern(w *sim.World, act any, by sim.Node, cause sim.EventID) {
	defer judgeHealth(w)
	if note := registryOf(w).marks.before; note != nil {
		note()
	}
	switch a := act.(type) {
	case Deed:
		if parsed, err := parseDeed(w, a.Line); err == nil {
			e.Govern(w, parsed, by, cause)
		}
	case Call, HangUp:
		handCall(w, act, cause)
	case shell.Cluster:
		cause = w.Note(KindCluster, a, cause)
		w.RemoveServers(cause)
		registryOf(w).reset()
		e.addCluster(w, a.Members, a.Bare, cause)
	case shell.OpenTerminal:
		name := a.Name
		if name == "" {
			name = nextTerminal(w)
		}
		w.AddClient(shell.NewTerminal(name, host{}), cause)
	default:
		if !fault(w, act, cause) && !set(w, act, cause) {
			e.governMembers(w, act, cause)
		}
	}
}

// fault does what breaks or mends members, links and disks, and reports whether an
// act is that.
func fault(w *sim.World, act any, cause sim.EventID) bool {
	switch a := act.(type) {
	case shell.Crash:
		w.Crash(a.Member, cause)
	case shell.Restart:
		w.Restart(a.Member, cause)
	case shell.Pause:
		w.Pause(a.Member, cause)
	case shell.Resume:
		w.Resume(a.Member, cause)
	case shell.Cut:
		for _, other := range otherEnds(w, a.A, a.B) {
			w.Cut(a.A, other, cause)
			if !a.OneWay {
				w.Cut(other, a.A, cause)
			}
		}
	case shell.Join:
		for _, other := range otherEnds(w, a.A, a.B) {
			join(w, a.A, other, cause)
			if !a.OneWay {
				join(w, other, a.A, cause)
			}
		}
	case shell.Partition:
		partition(w, a.Groups, cause)
	case shell.Heal:
		heal(w, cause)
	case shell.CorruptDisk:
		if m := MemberAt(w, a.Member); m != nil {
			m.CorruptRecord(a.Record)
		}
	case shell.WipeDisk:
		if m := MemberAt(w, a.Member); m != nil && !w.Up(a.Member) {
			m.Wipe()
		}
	case shell.Timeout:
		w.ExpireTimer(a.Member, sim.Timer(raft.ElectionTimer), cause)
	case shell.Drop:
		w.Drop(a.Message)
	default:
		return false
	}
	return true
}

// set changes how links, disks, clocks and members behave, and reports whether an
// act is that.
func set(w *sim.World, act any, cause sim.EventID) bool {
	switch a := act.(type) {
	case shell.SetLink:
		setLink(w, a)
	case shell.SetDisk:
		setDisk(w, a)
	case shell.SetLog:
		setLog(w, a, cause)
	case shell.SetClock:
		setClock(w, a, cause)
	case shell.SetRule:
		setRule(w, a)
	case shell.SetOption:
		setOption(w, a)
	case shell.SetTimes:
		setTimes(w, a, cause)
	case shell.TakePreset:
		takePreset(w, a.Preset, cause)
	default:
		return false
	}
	return true
}

// governMembers does what changes who takes part, who leads, and what of the log is
// kept.
func (e *environment) governMembers(w *sim.World, act any, cause sim.EventID) {
	switch a := act.(type) {
	case shell.Transfer:
		w.Hand(leaderOf(w), raft.Transfer{To: idOf(w, a.Member)}, cause)
	case shell.TakeSnapshot:
		w.Hand(a.Member, raft.TakeSnapshot{}, cause)
	case shell.CompactLog:
		w.Hand(a.Member, raft.Compact{}, cause)
	case shell.AddMember:
		e.addMember(w, a.Learner, cause)
	case shell.ChangeMembers:
		e.changeMembers(w, a, cause)
	case shell.RemoveMember:
		w.Hand(leaderOf(w), removal(w, a), cause)
	case shell.PromoteMember:
		w.Hand(leaderOf(w), promotion(w, a), cause)
	case shell.StartServer:
		e.startServer(w, a, cause)
	case shell.StopServer:
		w.Stop(a.Member, cause)
	case quit:
		w.Stop(a.node, cause)
	}
}

// Refuses says why a lab verb, as it stands in a line, cannot be done now, or
// returns nil.
func Refuses(w *sim.World, line string) error {
	_, err := parseDeed(w, line)
	return err
}

// parseDeed finds out what a verb says, or why it cannot be done now.
func parseDeed(w *sim.World, line string) (shell.Act, error) {
	return shell.ParseAct(host{}, w, strings.Fields(line))
}

// otherEnds are where the links of a member lead that are meant: to one other, or,
// with nobody, to all others.
func otherEnds(w *sim.World, of, other sim.Node) (ends []sim.Node) {
	if other != sim.Nobody {
		return []sim.Node{other}
	}
	for n := range w.Servers {
		if n != of {
			ends = append(ends, n)
		}
	}
	return ends
}

// partition cuts all links between members of different groups and joins all
// others. Members of no group form one more.
func partition(w *sim.World, groups [][]sim.Node, cause sim.EventID) {
	group := map[sim.Node]int{}
	for i, g := range groups {
		for _, n := range g {
			group[n] = i + 1
		}
	}
	for a := range w.Servers {
		for b := range w.Servers {
			switch {
			case a == b:
			case group[a] != group[b]:
				w.Cut(a, b, cause)
			default:
				join(w, a, b, cause)
			}
		}
	}
}

func heal(w *sim.World, cause sim.EventID) {
	for a := range w.Servers {
		for b := range w.Servers {
			join(w, a, b, cause)
		}
	}
}

func setLink(w *sim.World, a shell.SetLink) {
	change := func(from, to sim.Node) {
		l := w.LinkBetween(from, to)
		assign(&l.Latency, a.Latency)
		assign(&l.Jitter, a.Jitter)
		assign(&l.Loss, a.Loss)
		assign(&l.Duplicate, a.Duplicate)
		assign(&l.Reorder, a.Reorder)
		w.SetLink(from, to, l)
	}
	switch {
	case a.All:
		change(sim.Nobody, sim.Nobody)
	case a.OneWay:
		change(a.A, a.B)
	default:
		change(a.A, a.B)
		change(a.B, a.A)
	}
}

func assign[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func setDisk(w *sim.World, a shell.SetDisk) {
	for n := range w.Servers {
		if !a.All && n != a.Member {
			continue
		}
		d := w.DiskOf(n)
		assign(&d.Latency, a.Latency)
		assign(&d.Jitter, a.Jitter)
		if a.LoseUnsynced != nil {
			d.KeepUnsynced = !*a.LoseUnsynced
		}
		assign(&d.Tear, a.Tear)
		w.SetDisk(n, d)
	}
}

func setClock(w *sim.World, a shell.SetClock, cause sim.EventID) {
	for n := range w.Servers {
		if !a.All && n != a.Member {
			continue
		}
		c := w.ClockOf(n)
		assign(&c.Rate, a.Rate)
		if a.Jump != nil {
			c.Shows += *a.Jump
		}
		w.SetClock(n, c, cause)
	}
}

func setRule(w *sim.World, a shell.SetRule) {
	rule, ok := raft.RuleNamed(a.Rule)
	if !ok {
		return
	}
	r := registryOf(w)
	rules := r.rules.With(rule)
	if a.Off {
		rules = rules.Without(rule)
	}
	r.rules = rules
	r.modified |= rules
	for _, m := range Members(w) {
		m.SetRules(rules)
	}
}

// RulesOff returns what is said of the rules that are off.
func RulesOff(w *sim.World) []raft.RuleInfo { return infosOf(registryOf(w).rules) }

// RulesModified returns what is said of the rules that are off, or have been
// since the cluster was made: what a rule allowed while it was off stays.
func RulesModified(w *sim.World) []raft.RuleInfo { return infosOf(registryOf(w).modified) }

func infosOf(rules raft.Rules) (off []raft.RuleInfo) {
	for _, info := range raft.AllRules() {
		if rules.Off(info.Rule) {
			off = append(off, info)
		}
	}
	return off
}

// nextTerminal returns the first letter that no terminal has, and numbers
// after Z.
func nextTerminal(w *sim.World) string {
	for c := 'A'; c <= 'Z'; c++ {
		if TerminalNamed(w, string(c)) == sim.Nobody {
			return string(c)
		}
	}
	for i := 27; ; i++ {
		if name := "T" + strconv.Itoa(i); TerminalNamed(w, name) == sim.Nobody {
			return name
		}
	}
}
