package lab

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/mvcc"
)

// host is what terminals know of their world. It has no state.
type host struct{}

// Endpoint implements shell.Host. No host at all, as in :2379, and 0.0.0.0 stand for
// this machine, as they do for who dials them on Linux.
func (host) Endpoint(w *sim.World, hostport string) (sim.Node, bool) {
	name, _, ok := strings.Cut(hostport, ":")
	if addr, err := netip.ParseAddr(name); !ok || name != "localhost" && name != "" && (err != nil || !addr.IsLoopback() && !addr.IsUnspecified()) {
		return sim.Nobody, false
	}
	found := sim.Nobody
	for n, m := range Members(w) {
		for _, u := range m.Self().ClientURLs {
			if strings.HasSuffix(u, hostport[len(name):]) { // colon and port
				found = livelier(w, found, n)
			}
		}
	}
	return found, found != sim.Nobody
}

// livelier is who is meant by a name or a port that two servers have had: the
// one that is up.
func livelier(w *sim.World, a, b sim.Node) sim.Node {
	if a == sim.Nobody || !w.Up(a) && w.Up(b) {
		return b
	}
	return a
}

// Member implements shell.Host.
func (host) Member(w *sim.World, name string) (sim.Node, error) {
	found := sim.Nobody
	for n, m := range Members(w) {
		self := m.Self()
		if name == strconv.Itoa(int(n)) {
			return n, nil
		}
		if name == self.Name || name == api.FormatID(self.ID) {
			found = livelier(w, found, n)
		}
	}
	if found != sim.Nobody {
		return found, nil
	}
	if name == "leader" {
		if n := leaderOf(w); n != sim.Nobody {
			return n, nil
		}
		return sim.Nobody, narrate.Fail("bad.no-leader")
	}
	names := host{}.Names(w)
	if len(names) == 0 {
		return sim.Nobody, narrate.Fail("bad.no-members")
	}
	if len(names) > 5 {
		return sim.Nobody, narrate.Fail("bad.member-many", "name", narrate.Quoted(name), "first", names[0], "last", names[len(names)-1])
	}
	return sim.Nobody, narrate.Fail("bad.member", "name", narrate.Quoted(name), "names", strings.Join(names, ", "))
}

// Names implements shell.Host.
func (host) Names(w *sim.World) (names []string) {
	for _, m := range Members(w) {
		names = append(names, m.Self().Name)
	}
	return names
}

// Check implements shell.Host.
func (host) Check(w *sim.World, act shell.Act) error {
	name := func(n sim.Node) string { return NameOf(w, n) }
	switch a := act.(type) {
	case shell.Crash:
		if !w.Up(a.Member) {
			return refuse("act.is-down", "%s is down already", name(a.Member))
		}
	case shell.Restart:
		if w.Up(a.Member) {
			return refuse("act.is-up", "%s is up already", name(a.Member))
		}
		if m := MemberAt(w, a.Member); m != nil && m.Failure() != nil {
			return startsNoMore(name(a.Member), m.Failure())
		}
	case shell.SetLog:
		return checkLog(w, a)
	case shell.SetClock:
		for n := range w.Servers {
			if shows := w.ClockOf(n).Shows; (a.All || n == a.Member) && a.Jump != nil && shows+*a.Jump < 0 {
				return narrate.Fail("bad.clock", "member", name(n), "time", shows.String(), "jump", (-*a.Jump).String())
			}
		}
	case shell.CorruptDisk:
		if m := MemberAt(w, a.Member); m != nil {
			if _, err := m.Corruptible(a.Record); err != nil {
				return incorruptible(m, a.Record, err)
			}
		}
	case shell.WipeDisk:
		if w.Up(a.Member) {
			return refuse("act.is-up", "%[1]s runs; crash it first: crash %[1]s", name(a.Member))
		}
	case shell.Pause:
		switch {
		case !w.Up(a.Member):
			return refuse("act.is-down", "%s does not run", name(a.Member))
		case w.Paused(a.Member):
			return refuse("act.is-paused", "%s does not run", name(a.Member))
		}
	case shell.Resume:
		if !w.Paused(a.Member) {
			return refuse("act.not-paused", "%s is not paused", name(a.Member))
		}
	case shell.Timeout:
		if !w.Up(a.Member) {
			return refuse("act.is-down", "%s is down", name(a.Member))
		}
	case shell.TakeSnapshot:
		return checkSnapshot(w, a.Member)
	case shell.CompactLog:
		return checkCompact(w, a.Member)
	case shell.Drop:
		for m := range w.Messages {
			if m.ID == a.Message && !m.Duplicate {
				return nil
			}
		}
		return &Refusal{fmt.Sprintf("no message %d is on its way", a.Message), "act.not-on-its-way", nil}
	case shell.Transfer, shell.AddMember, shell.RemoveMember, shell.PromoteMember, shell.ChangeMembers:
		return checkChange(w, act)
	case shell.StartServer:
		return host{}.checkStart(w, a)
	case shell.StopServer:
		if !w.Up(a.Member) {
			return refuse("act.is-down", "%s is down already", name(a.Member))
		}
	case shell.SetOption:
		r := *registryOf(w)
		return r.set(a)
	case shell.OpenTerminal:
		if a.Name != "" && TerminalNamed(w, a.Name) != sim.Nobody {
			return fmt.Errorf("terminal %s is open already", a.Name)
		}
		if count := terminalCount(w); count >= sim.ClientsMax {
			return &Refusal{fmt.Sprintf("%d terminals are open, and no more can be", count), "act.too-many-terminals", nil}
		}
	}
	return nil
}

// incorruptible is why no record on a member's disk, or not that one, can be corrupted,
// which the member says itself in English.
func incorruptible(m *member.Member, record uint64, err error) error {
	first, last := m.Records()
	id := "act.all-corrupt"
	switch {
	case last < first:
		id = "act.no-record"
	case record != 0 && (record < first || record > last):
		id = "bad.record-none"
	case record != 0:
		id = "bad.record-corrupt"
	}
	return &Refusal{err.Error(), id, []narrate.Arg{narrate.Str("member", m.Self().Name), narrate.Num("record", int(record)),
		narrate.Num("first", int(first)), narrate.Num("last", int(last))}}
}

// startsNoMore is the error of a restart that was tried and would fail again.
func startsNoMore(name string, failure member.Failure) error {
	if f, corrupt := failure.(member.RecordCorrupt); corrupt {
		return &Refusal{fmt.Sprintf("%s does not start: %v; to give it up, empty its disk: disk %[1]s wipe", name, failure),
			"act.record-corrupt", []narrate.Arg{narrate.Num("record", int(f.Record)), narrate.Num("last", int(f.Last))}}
	}
	return &Refusal{fmt.Sprintf("%s does not start: %v; it can only join anew, as another member", name, failure), "act.bootstrapped", nil}
}

func terminalCount(w *sim.World) (count int) {
	for range w.Clients {
		count++
	}
	return count
}

// Conditions implements shell.Host.
func (host) Conditions() []string { return []string{"applied", "commit", "leader"} }

// Condition implements shell.Host.
func (host) Condition(w *sim.World, name string, args []string) (bool, error) {
	switch name {
	case "leader":
		return hasSettledLeader(w), nil
	case "commit", "applied":
		index, err := waitedIndex(name, args)
		if err != nil {
			return false, fmt.Errorf("wait %w", err)
		}
		return reached(w, name, index), nil
	}
	return false, fmt.Errorf("wait: %q is not known", name)
}

// waitedIndex reads the index that is waited for.
func waitedIndex(name string, args []string) (raft.Index, error) {
	if len(args) != 1 {
		return 0, narrate.Fail("bad.index-none", "name", name)
	}
	index, err := strconv.ParseUint(args[0], 10, 64)
	if err != nil {
		return 0, narrate.Fail("bad.index", "name", name, "index", narrate.Quoted(args[0]))
	}
	return raft.Index(index), nil
}

// reached reports whether some member has committed, or every member that is
// up has applied, an index.
func reached(w *sim.World, name string, index raft.Index) bool {
	up := 0
	for n, m := range Members(w) {
		s := m.Raft()
		if s == nil || !w.Up(n) {
			continue
		}
		up++
		if name == "commit" && s.Commit() >= index {
			return true
		}
		if name == "applied" && s.Applied() < index {
			return false
		}
	}
	return name == "applied" && up > 0
}

// hasSettledLeader reports whether a leader is followed by a quorum and has
// committed in its term, and whether the cluster has finished to set itself up
// on all members that follow it.
func hasSettledLeader(w *sim.World) bool {
	for n, m := range Members(w) {
		s := m.Raft()
		if s == nil || w.Paused(n) || s.Role() != raft.Leader || s.Log().Term(s.Commit()) != s.Term() {
			continue
		}
		if settled(w, s.ID(), s.Term()) >= s.Quorum() && allSettled(w, s.ID(), s.Term()) {
			return true
		}
	}
	return false
}

// settled counts the members that follow a leader and have set themselves up.
func settled(w *sim.World, leader raft.ID, term raft.Term) (count int) {
	for n, m := range Members(w) {
		if s := m.Raft(); s != nil && !w.Paused(n) && s.Leader() == leader && s.Term() == term && isSetUp(m) {
			count++
		}
	}
	return count
}

func allSettled(w *sim.World, leader raft.ID, term raft.Term) bool {
	for n, m := range Members(w) {
		if s := m.Raft(); s != nil && !w.Paused(n) && s.Leader() == leader && s.Term() == term && !isSetUp(m) {
			return false
		}
	}
	return true
}

func isSetUp(m *member.Member) bool {
	return m.Config().Bare || m.Ready() && m.ClusterVersion() != ""
}

// Rules implements shell.Host.
func (host) Rules() (names []string) {
	for _, info := range raft.AllRules() {
		names = append(names, info.Name)
	}
	return names
}

// Options implements shell.Host.
func (host) Options() (names []string) {
	for _, info := range member.AllOptions() {
		names = append(names, info.Name)
	}
	return names
}

// NameOf returns the name of a member, or of a terminal.
func NameOf(w *sim.World, n sim.Node) string {
	switch a := w.Actor(n).(type) {
	case *server:
		return a.member.Self().Name
	case Client:
		return a.Name()
	}
	return ""
}

// FindMember returns the member with the given name, number or ID; "leader" is the
// leader of the newest term that runs, unless a member has that name. The error says
// which there are.
func FindMember(w *sim.World, name string) (sim.Node, error) { return host{}.Member(w, name) }

// Keys implements shell.Host.
func (host) Keys(w *sim.World, prefix string, most int) (keys []string) {
	var from *member.Member
	for n, m := range Members(w) {
		if w.Up(n) && m.KV() != nil && (from == nil || m.Raft().Role() == raft.Leader) {
			from = m
		}
	}
	if from == nil {
		return nil
	}
	first := prefix
	if first == "" {
		first = "\x00"
	}
	r, err := from.KV().Range(first, "\x00", mvcc.RangeOptions{Limit: int64(most), KeysOnly: true})
	if err != nil {
		return nil
	}
	for i := range r.KVs {
		if strings.HasPrefix(r.KVs[i].Key, prefix) {
			keys = append(keys, r.KVs[i].Key)
		}
	}
	return keys
}
