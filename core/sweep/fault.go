package sweep

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Fault is a kind of trouble that a sweep makes.
type Fault struct {
	Name  string
	About string // what it does, in a few words
	// make looks at the storm's world and returns the verb to type, or "" where
	// there is nothing to do now.
	make func(s *storm) string
}

// Faults returns all kinds of trouble, in the order in which help lists them.
func Faults() []Fault { return slices.Clone(faults) }

// faults is the table. A fault both does damage and undoes it, so that one that
// comes alone leaves a world in which something still happens.
var faults = []Fault{
	{"loss", "links lose up to 30 % of the messages", makeLoss},
	{"duplicate", "messages arrive twice", makeDuplicate},
	{"reorder", "messages overtake one another", makeReorder},
	{"clog", "a link takes ten times as long as it did, or more", makeClog},
	{"cut", "a link is cut in both directions or in one", makeCut},
	{"partition", "the members part into groups; at times the leader alone", makePartition},
	{"crash", "members crash and restart, one or all, often the leader", makeCrash},
	{"pause", "members stop for a while and go on as if nothing had been", makePause},
	{"disk", "disks are slow, or keep at a crash what was not synced", makeDisk},
	{"tear", "crashes leave half of the record that is being written", makeTear},
	{"damage", "a disk is corrupted or wiped for good, never those of a majority", makeDamage},
	{"clock", "clocks run fast or slow, and jump; with lease reads no more than these allow", makeClock},
	{"timeout", "an election timer runs out at once", makeTimeout},
	{"member", "members are added as voters or learners, promoted and removed, one or several at once", makeMember},
	{"transfer", "the leader hands over to another member", makeTransfer},
}

// FaultNamed returns the fault with a name. The error says which there are.
func FaultNamed(name string) (Fault, error) {
	names := make([]string, len(faults))
	for i, f := range faults {
		if f.Name == name {
			return f, nil
		}
		names[i] = f.Name
	}
	return Fault{}, fmt.Errorf("there is no fault %q: there are %s", name, strings.Join(names, ", "))
}

// FaultsNamed reads a list of names with commas between them; "all" and "none"
// stand for themselves.
func FaultsNamed(list string) ([]Fault, error) {
	switch list {
	case "all":
		return Faults(), nil
	case "none":
		return []Fault{}, nil
	case "":
		return nil, errors.New("no fault is named: all, none, or names with commas between them")
	}
	var named []Fault
	for name := range strings.SplitSeq(list, ",") {
		f, err := FaultNamed(strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		named = append(named, f)
	}
	return named, nil
}

// member draws a member, the leader more often than others.
func (s *storm) member() sim.Node {
	if leader := s.leader(); leader != sim.Nobody && s.percent(30) {
		return leader
	}
	return sim.Node(s.between(1, s.members()))
}

// leader returns who leads the highest term, or Nobody.
func (s *storm) leader() sim.Node {
	leader, term := sim.Nobody, raft.Term(0)
	for n, m := range lab.Members(s.play.World()) {
		if r := m.Raft(); r != nil && r.Role() == raft.Leader && r.Term() > term {
			leader, term = n, r.Term()
		}
	}
	return leader
}

// members returns how many servers there are, those that were removed included.
func (s *storm) members() int { return s.play.World().ServerCount() }

// link draws two members as the verbs name a link, in one direction or both.
func (s *storm) link() (string, bool) {
	if s.members() < 2 {
		return "", false
	}
	a := s.member()
	b := sim.Node(s.between(1, s.members()-1))
	if b >= a {
		b++
	}
	if s.percent(50) {
		return fmt.Sprintf("%d>%d", a, b), true
	}
	return fmt.Sprintf("%d %d", a, b), true
}

// linkOrAll is link, or now and then the word for all links.
func (s *storm) linkOrAll() (string, bool) {
	if s.percent(40) {
		return "all", s.members() > 1
	}
	return s.link()
}

func makeLoss(s *storm) string {
	link, ok := s.linkOrAll()
	if !ok {
		return ""
	}
	return fmt.Sprintf("link %s loss=%d%%", link, s.percentUpTo(30))
}

func makeDuplicate(s *storm) string {
	link, ok := s.linkOrAll()
	if !ok {
		return ""
	}
	return fmt.Sprintf("link %s dup=%d%%", link, s.percentUpTo(30))
}

func makeReorder(s *storm) string {
	link, ok := s.linkOrAll()
	if !ok {
		return ""
	}
	return fmt.Sprintf("link %s reorder=%d%% jitter=%dms", link, s.percentUpTo(50), s.below(int(s.election()/sim.Millisecond)/3+1))
}

// percentUpTo draws how much of a fault there is: none in a third of all cases.
func (s *storm) percentUpTo(most int) int {
	if s.percent(33) {
		return 0
	}
	return s.between(1, most)
}

func makeClog(s *storm) string {
	link, ok := s.link()
	if !ok {
		return ""
	}
	latency := s.mixture.base.Latency
	if s.percent(60) {
		latency = s.span(10*latency, 3*s.election())
	}
	return fmt.Sprintf("link %s latency=%s", link, milliseconds(latency))
}

func makeCut(s *storm) string {
	cuts := s.cuts()
	if len(cuts) > 0 && s.percent(50) {
		if s.percent(30) {
			return "heal"
		}
		return "join " + one(s.chance, cuts)
	}
	link, ok := s.link()
	if !ok {
		return ""
	}
	return "cut " + link
}

func (s *storm) cuts() (cuts []string) {
	for a, b := range s.play.World().Cuts {
		cuts = append(cuts, fmt.Sprintf("%d>%d", a, b))
	}
	return cuts
}

func makePartition(s *storm) string {
	if s.members() < 2 {
		return ""
	}
	if len(s.cuts()) > 0 && s.percent(40) {
		return "heal"
	}
	if leader := s.leader(); leader != sim.Nobody && s.percent(30) {
		return fmt.Sprintf("partition %d", leader)
	}
	var group []string
	for n := range s.members() {
		if s.percent(40) {
			group = append(group, fmt.Sprint(n+1))
		}
	}
	if len(group) == 0 || len(group) == s.members() {
		return fmt.Sprintf("partition %d", s.member())
	}
	return "partition " + strings.Join(group, ",")
}

// down returns the members that are down and can be started.
func (s *storm) down() (down []sim.Node) {
	w := s.play.World()
	for n := range w.Servers {
		if !w.Up(n) && starts(w, n) {
			down = append(down, n)
		}
	}
	return down
}

func makeCrash(s *storm) string {
	w, down := s.play.World(), s.down()
	if len(down) > 0 && s.percent(60) {
		return fmt.Sprintf("restart %d", one(s.chance, down))
	}
	n := s.member()
	switch {
	case !w.Up(n):
		return ""
	case starts(w, n) && s.percent(25):
		return fmt.Sprintf("crash %d; restart %d", n, n)
	}
	return fmt.Sprintf("crash %d", n)
}

func makePause(s *storm) string {
	w := s.play.World()
	var paused []sim.Node
	for n := range w.Servers {
		if w.Paused(n) {
			paused = append(paused, n)
		}
	}
	if len(paused) > 0 && s.percent(60) {
		return fmt.Sprintf("resume %d", one(s.chance, paused))
	}
	if n := s.member(); w.Up(n) && !w.Paused(n) {
		return fmt.Sprintf("pause %d", n)
	}
	return ""
}

func makeDisk(s *storm) string {
	disk := fmt.Sprint(s.member())
	if s.percent(25) {
		disk = "all"
	}
	if s.percent(20) {
		return fmt.Sprintf("disk %s lose-unsynced=%s", disk, one(s.chance, []string{"on", "off"}))
	}
	latency := s.mixture.disk.Latency
	if s.percent(60) {
		latency = s.span(latency, s.election())
	}
	return fmt.Sprintf("disk %s latency=%s", disk, milliseconds(latency))
}

func makeTear(s *storm) string {
	if s.percent(40) {
		return makeCrash(s)
	}
	return fmt.Sprintf("disk %d tear=%s", s.member(), one(s.chance, []string{"on", "on", "off"}))
}

// makeDamage takes a member's disk away for good, as long as a majority keeps
// theirs: with fewer an acknowledged write may be lost, and Raft promises
// nothing.
func makeDamage(s *storm) string {
	w := s.play.World()
	n := sim.Node(s.between(1, s.members()))
	config, known := s.settled()
	switch {
	case !w.Up(n) && !starts(w, n):
		return ""
	case !known || !s.unlost(config, idOf(lab.MemberAt(w, n))):
		return makeCrash(s)
	case !w.Up(n):
		return fmt.Sprintf("disk %d wipe", n)
	case s.percent(50):
		return fmt.Sprintf("crash %d", n)
	}
	if m := lab.MemberAt(w, n); m == nil || !corruptible(m) {
		return ""
	}
	return fmt.Sprintf("disk %d corrupt", n)
}

func corruptible(m *member.Member) bool {
	_, err := m.Corruptible(0)
	return err == nil
}

// starts reports whether a member's disk has all that it needs to start.
func starts(w *sim.World, n sim.Node) bool {
	m := lab.MemberAt(w, n)
	return m != nil && m.Starts()
}

// makeClock sets a clock wrong. A lease rests on a bound on how much faster one
// clock is than another, and on clocks that do not jump: with lease reads they
// keep to that.
func makeClock(s *storm) string {
	bound, leases := s.mixture.clockBound()
	switch {
	case s.percent(25):
		return "clock all rate=1"
	case leases:
		return fmt.Sprintf("clock %d rate=%.3f", s.member(), 1+bound*float64(s.below(1000))/1000)
	case s.percent(40):
		n, jump := s.member(), s.span(sim.Millisecond, 4*s.election())
		if s.percent(50) {
			return fmt.Sprintf("clock %d jump=+%s", n, milliseconds(jump))
		}
		return fmt.Sprintf("clock %d jump=-%s", n, milliseconds(min(jump, s.play.World().ClockOf(n).Shows/2)))
	}
	return fmt.Sprintf("clock %d rate=%s", s.member(), one(s.chance, []string{"0.2", "0.5", "0.9", "1.1", "2", "5"}))
}

func makeTimeout(s *storm) string {
	w := s.play.World()
	n := sim.Node(s.between(1, s.members()))
	if !w.Up(n) || w.Paused(n) || n == s.leader() {
		return ""
	}
	return fmt.Sprintf("timeout %d", n)
}

// milliseconds is a time as verbs take it, to the microsecond.
func milliseconds(t sim.Time) string {
	return string((t - t%sim.Microsecond).AppendMilliseconds(nil)) + "ms"
}
