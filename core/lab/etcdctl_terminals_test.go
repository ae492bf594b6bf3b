package lab

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

// typing is what is typed into a terminal, and when.
type typing struct {
	after    sim.Time
	terminal string
	line     string // "^C": Ctrl-C; "^D": Ctrl-D; "!verb": done to the world
}

// typeAll types, and returns what each terminal has printed since.
func typeAll(t testing.TB, l *Lab, all []typing, atMoments func()) map[string]string {
	for _, in := range all {
		for until := l.Now() + in.after; l.Now() < until; {
			l.Advance(min(until, l.Now()+300*sim.Millisecond))
			if atMoments != nil {
				atMoments()
			}
		}
		switch {
		case in.line == "^C":
			require.NoError(t, l.Interrupt(in.terminal))
		case in.line == "^D":
			require.NoError(t, l.EndInput(in.terminal))
		case strings.HasPrefix(in.line, "!"):
			require.NoError(t, l.Do(in.line[1:]))
		default:
			require.NoError(t, l.Type(in.terminal, in.line))
		}
	}
	l.Advance(l.Now() + sim.Second)
	printed := map[string]string{}
	for _, term := range Terminals(l.World()) {
		var b strings.Builder
		for _, line := range term.Screen().All {
			b.WriteString(line.Text + "\n")
		}
		printed[term.Name()] = b.String()
	}
	return printed
}

const second = sim.Second

func TestWatcherInAWriterInB(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1, Profile: EtcdTimes})
	out := typeAll(t, l, []typing{
		{0, "A", "etcdctl watch message --prefix --endpoints=127.0.0.1:2379,127.0.0.1:2479,127.0.0.1:2579"},
		{second, "B", "etcdctl put message 1"},
		{second, "", "!crash 1"}, // whom A is connected to
		{3 * second, "B", "export ETCDCTL_ENDPOINTS=127.0.0.1:2479,127.0.0.1:2579"},
		{second, "B", "for i in 2 3; do etcdctl put message $i; done"},
		{4 * second, "", "!restart 1"},
		{4 * second, "", "!transfer 1"},
		{4 * second, "B", "etcdctl put message 4; etcdctl del message"},
		{second, "", "!crash 2"},
		{0, "B", "etcdctl put message/x 5"},
		{6 * second, "", "!restart 2"},
		{6 * second, "B", "etcdctl put message 6"},
		{2 * second, "A", "^C"},
		{second, "A", "echo $?"},
	}, func() { sameAgain(t, l) })
	_, told, _ := strings.Cut(out["A"], "2579\n")
	require.Equal(t, "PUT\nmessage\n1\nPUT\nmessage\n2\nPUT\nmessage\n3\nPUT\nmessage\n4\nDELETE\nmessage\n\nPUT\nmessage/x\n5\nPUT\nmessage\n6\n^C\n$ echo $?\n130\n", told,
		"nothing is lost or told twice over crashes, restarts and new leaders")
	require.Empty(t, Violations(l.World()))
}

func TestLocksAreHandedOn(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1, Profile: EtcdTimes})
	require.NoError(t, l.Do("terminal C"))
	out := typeAll(t, l, []typing{
		{0, "A", "etcdctl lock l"},
		{second, "B", "etcdctl lock l echo second"},
		{second, "C", "etcdctl lock l; echo $?"},
		{15 * second, "A", "^C"}, // longer than the lock's TTL: it is kept alive
		{second, "A", "echo $?"},
		{second, "C", "^C"},
		{second, "A", "etcdctl get l --prefix --keys-only"},
		{second, "A", "etcdctl elect e mine; echo over"},
		{second, "B", "etcdctl elect -l e"},
		{second, "C", "etcdctl elect e yours"},
		{second, "A", "^C"},
		{second, "C", "^C"},
		{second, "B", "^C"},
	}, func() { sameAgain(t, l) })
	require.Regexp(t, `^\$ etcdctl lock l\nl/[0-9a-f]+\n\n\^C\n\$ echo \$\?\n0\n\$ etcdctl get l --prefix --keys-only\n\$ etcdctl elect e mine; echo over\ne/[0-9a-f]+\nmine\n\^C\nover\n`, out["A"])
	require.Regexp(t, `^\$ etcdctl lock l echo second\nsecond\n\$ etcdctl elect -l e\ne/[0-9a-f]+\nmine\ne/[0-9a-f]+\nyours\n\^C\n`, out["B"])
	require.Regexp(t, `^\$ etcdctl lock l; echo \$\?\nl/[0-9a-f]+\n\n\^C\n0\n\$ etcdctl elect e yours\ne/[0-9a-f]+\nyours\n\^C\n`, out["C"])
	require.Empty(t, Violations(l.World()))
}

func TestWhatIsTypedIsReadByTxnAndWatch(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1, Profile: EtcdTimes})
	out := typeAll(t, l, []typing{
		{0, "A", "etcdctl txn -i"},
		{second, "A", `ver("k") = "0"`},
		{second, "A", ""},
		{second, "A", "put k v"},
		{second, "A", ""},
		{second, "A", "get k"},
		{second, "A", ""},
		{second, "A", "etcdctl watch -i"},
		{second, "A", "watch k --rev=1"},
		{second, "A", "watch j -- echo seen"},
		{second, "B", "etcdctl put j x"},
		{second, "A", "progress"},
		{second, "A", "^D"},
		{second, "A", "etcdctl lease grant 3"},
	}, func() { sameAgain(t, l) })
	_, out["A"], _ = strings.Cut(out["A"], "\n")
	require.True(t, strings.HasPrefix(out["A"], "compares:\nver(\"k\") = \"0\"\n\nsuccess requests (get, put, del):\nput k v\n\nfailure requests (get, put, del):\nget k\n\nSUCCESS\n\nOK\n"+
		"$ etcdctl watch -i\nwatch k --rev=1\nPUT\nk\nv\nwatch j -- echo seen\nPUT\nj\nx\nseen\nprogress\nprogress notify: 3\nprogress notify: 3\nError: Error reading watch request line: EOF\n"), out["A"])
	require.Contains(t, out["A"], "granted with TTL(3s)\n", "")
}
