package lab

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/sim"
)

// told is a command, what it prints, and its code.
type told struct {
	line, stdout, stderr string
	code                 int
}

var clientLog = regexp.MustCompile(`(?m)^\{"level":"warn".*\n`)

// unlogged is what came on stderr without what etcd's client logs.
func unlogged(stderr string) string { return clientLog.ReplaceAllString(stderr, "") }

// ask runs commands at a lab's first three members.
func ask(t testing.TB, l *Lab, session []told) {
	t.Helper()
	replace := strings.NewReplacer("$E", "--endpoints=127.0.0.1:2379,127.0.0.1:2479,127.0.0.1:2579")
	for _, c := range session {
		r, err := l.Run("A", replace.Replace(c.line))
		require.NoError(t, err)
		require.Equal(t, c.stdout, r.Stdout, c.line)
		require.Equal(t, c.stderr, unlogged(r.Stderr), c.line)
		require.Equal(t, c.code, r.Code, c.line)
	}
}

// What etcdctl 3.4 says of changes of the cluster, word for word.
func TestEtcdctlChangesTheClusterAsEtcdDoes(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1, Profile: EtcdTimes})
	l.Advance(12 * sim.Second)
	id := func(n sim.Node) string { return api.FormatID(uint64(idOf(l.World(), n))) }
	clusterID := "35b0815cfb915384"
	ask(t, l, []told{
		{"etcdctl $E member remove", "", "Error: member ID is not provided\n", 128},
		{"etcdctl $E member remove zz", "", "Error: bad member ID arg (strconv.ParseUint: parsing \"zz\": invalid syntax), expecting ID in Hex\n", 128},
		{"etcdctl $E member remove 1234", "", "Error: etcdserver: member not found\n", 1},
		{"etcdctl $E member add", "", "Error: member name not provided\n", 128},
		{"etcdctl $E member add e4", "", "Error: member peer urls not provided\n", 128},
		{"etcdctl $E member add e4 e5 --peer-urls=http://127.0.0.1:2680", "", "Error: too many arguments\n", 128},
		{"etcdctl $E member add e4 --peer-urls=foo", "", "Error: URL scheme must be http, https, unix, or unixs: foo\n", 1},
		{"etcdctl $E member add e4 --peer-urls=http://127.0.0.1", "", "Error: URL address does not have the form \"host:port\": http://127.0.0.1\n", 1},
		{"etcdctl $E member add e4 --peer-urls=http://127.0.0.1:2380", "", "Error: etcdserver: Peer URLs already exists\n", 1},
		{"etcdctl $E member update", "", "Error: member ID is not provided\n", 128},
		{"etcdctl $E member update 1234", "", "Error: member peer urls not provided\n", 128},
		{"etcdctl $E member update 1234 --peer-urls=http://127.0.0.1:2780", "", "Error: etcdserver: member not found\n", 1},
		{"etcdctl $E member promote", "", "Error: member ID is not provided\n", 128},
		{"etcdctl $E member promote 1234", "", "Error: etcdserver: member not found\n", 1},
		{"etcdctl $E member promote " + id(1), "", "Error: etcdserver: can only promote a learner member\n", 1},
		{"etcdctl $E member list -w foo", "", "Error: unsupported output format\n", 4},
		{"etcdctl $E move-leader", "", "Error: move-leader command needs 1 argument\n", 128},
		{"etcdctl $E move-leader zz", "", "Error: strconv.ParseUint: parsing \"zz\": invalid syntax\n", 128},
		{"etcdctl $E move-leader 1234", "", "Error: etcdserver: bad leader transferee\n", 1},
	})

	leader := leaderOf(l.World())
	other := leader%3 + 1
	endpoint := strings.TrimPrefix(MemberAt(l.World(), other).Self().ClientURLs[0], "http://")
	ask(t, l, []told{
		{"etcdctl --endpoints=" + endpoint + " move-leader " + id(other), "", "Error: no leader endpoint given at [" + endpoint + "]\n", 128},
		{"etcdctl $E move-leader " + id(leader), "Leadership transferred from " + id(leader) + " to " + id(leader) + "\n", "", 0},
		{"etcdctl $E move-leader " + id(other), "Leadership transferred from " + id(leader) + " to " + id(other) + "\n", "", 0},
		{"etcdctl $E move-leader " + id(leader) + " -w json", "{}\n", "", 0},
	})
	require.Equal(t, leader, leaderOf(l.World()))

	r, err := l.Run("A", "etcdctl --endpoints=127.0.0.1:2379 member add etcd-04 --learner --peer-urls=http://127.0.0.1:2680")
	require.NoError(t, err)
	added := ""
	for _, m := range MemberAt(l.World(), leaderOf(l.World())).Members() {
		if m.IsLearner {
			added = api.FormatID(m.ID)
		}
	}
	first := "Member " + strings.Repeat(" ", 16-len(added)) + added + " added to cluster " + clusterID + "\n\nETCD_NAME=\"etcd-04\"\nETCD_INITIAL_CLUSTER=\""
	require.Equal(t, first, r.Stdout[:len(first)])
	require.Contains(t, r.Stdout, "etcd-04=http://127.0.0.1:2680")
	require.True(t, strings.HasSuffix(r.Stdout, "\"\nETCD_INITIAL_ADVERTISE_PEER_URLS=\"http://127.0.0.1:2680\"\nETCD_INITIAL_CLUSTER_STATE=\"existing\"\n"))
	ask(t, l, []told{
		{"etcdctl $E member add etcd-05 --learner --peer-urls=http://127.0.0.1:2780", "", "Error: etcdserver: too many learner members in cluster\n", 1},
		{"etcdctl $E member promote " + added, "", "Error: etcdserver: can only promote a learner member which is in sync with leader\n", 1},
		{"etcdctl $E move-leader " + added, "", "Error: etcdserver: bad leader transferee\n", 1},
		{"etcdctl $E member update " + added + " --peer-urls=http://127.0.0.1:2380", "", "Error: etcdserver: Peer URLs already exists\n", 1},
		{"etcdctl $E member update " + added + " --peer-urls=http://127.0.0.1:2880", "Member " + added + " updated in cluster " + clusterID + "\n", "", 0},
		{"curl -s http://127.0.0.1:2379/v2/members/1234 -XDELETE", `{"message":"No such member: 1234"}`, "", 0},
		{"etcdctl $E member remove " + added, "Member " + added + " removed from cluster " + clusterID + "\n", "", 0},
		{"etcdctl $E member remove " + added, "", "Error: etcdserver: member not found\n", 1},
		{"curl -s http://127.0.0.1:2379/v2/members/" + added + " -XDELETE", `{"message":"Member permanently removed: ` + added + `"}`, "", 0},
	})
	require.Empty(t, Violations(l.World()))
}

// A cluster that cannot spare a member keeps it.
func TestEtcdctlKeepsTheQuorum(t *testing.T) {
	l := steadyLab(t, Config{Members: 1, Seed: 1, Profile: EtcdTimes})
	l.Advance(12 * sim.Second)
	id := api.FormatID(uint64(idOf(l.World(), 1)))
	ask(t, l, []told{
		{"etcdctl member remove " + id, "", "Error: etcdserver: re-configuration failed due to not enough started members\n", 1},
	})

	// The second member may always be added; until it is started nothing is
	// committed any more.
	r, err := l.Run("A", "etcdctl member add etcd-02 --peer-urls=http://127.0.0.1:2480")
	require.NoError(t, err)
	require.Equal(t, 0, r.Code, r.Stderr)
	ask(t, l, []told{
		{"etcdctl put a b", "", "Error: context deadline exceeded\n", 1},
		{"etcdctl get a --consistency=s", "", "", 0},
	})
}

func TestAMovedLeaderUnderWayIsCloned(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1})
	leader := leaderOf(l.World())
	to := leader%3 + 1
	require.NoError(t, l.Do("crash "+NameOf(l.World(), to)))
	require.NoError(t, l.Type("A", "etcdctl --endpoints=127.0.0.1:2379,127.0.0.1:2479,127.0.0.1:2579 --command-timeout=20s move-leader "+
		api.FormatID(uint64(idOf(l.World(), to)))))
	l.Advance(l.Now() + 200*sim.Millisecond)
	sameAgain(t, l)
	l.Advance(l.Now() + 8*sim.Second)
	sameAgain(t, l)
}
