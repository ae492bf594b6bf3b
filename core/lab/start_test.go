package lab

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/shell"
	"raftarium/core/sim"
)

// byHand is a world without members and with the terminals A to D.
func byHand(t testing.TB) *Lab {
	l := newOf(t, Config{Members: 1, Seed: 1, Profile: EtcdTimes})
	require.NoError(t, l.Do("cluster 0"))
	require.Zero(t, l.World().ServerCount())
	require.NoError(t, l.Do("terminal C"))
	require.NoError(t, l.Do("terminal D"))
	return l
}

// paste types a script of the tutorial into a terminal.
func paste(t testing.TB, l *Lab, terminal string, number int) {
	script, err := os.ReadFile(fmt.Sprintf("testdata/tutorial/start-%d.sh", number))
	require.NoError(t, err)
	require.NoError(t, l.Type(terminal, string(script)))
	l.Advance(l.Now() + sim.Second)
}

func output(l *Lab, terminal string) string {
	r := l.World().Actor(TerminalNamed(l.World(), terminal)).(*shell.Terminal).Output()
	return r.Stdout + r.Stderr
}

func run(t testing.TB, l *Lab, line string) shell.Result {
	t.Helper()
	r, err := l.Run("D", line)
	require.NoError(t, err)
	return r
}

// The tutorial: three start scripts, one terminal each.
func TestTheTutorialsClusterIsBuiltByHand(t *testing.T) {
	l := byHand(t)
	paste(t, l, "A", 1)
	require.Equal(t, 1, l.World().ServerCount())
	require.Contains(t, output(l, "A"), "etcdserver: starting member 264ae6bc59e99892 in cluster 35b0815cfb915384\n")
	require.Equal(t, 28, run(t, l, "curl -s -m 3 http://127.0.0.1:2379/version").Code, "it accepts connections and does not answer")
	require.Empty(t, leaders(l.World()))

	paste(t, l, "B", 2)
	l.Advance(l.Now() + 5*sim.Second)
	require.Len(t, leaders(l.World()), 1, "the second makes a quorum")
	require.Equal(t, `{"etcdserver":"3.4.14","etcdcluster":"3.0.0"}`, run(t, l, "curl -s http://127.0.0.1:2379/version").Stdout)
	require.Contains(t, output(l, "A"), "embed: ready to serve client requests\n")

	paste(t, l, "C", 3)
	l.Advance(l.Now() + 3*sim.Second)
	require.Equal(t, `{"etcdserver":"3.4.14","etcdcluster":"3.4.0"}`, run(t, l, "curl -s http://127.0.0.1:2379/version").Stdout)
	require.Contains(t, run(t, l, "curl -s http://127.0.0.1:2379/v2/keys/message -XPUT -d value=hello").Stdout, `"modifiedIndex":9,`, "etcd's: one more than of a cluster started together")
	require.Empty(t, Violations(l.World()))
	sameAgain(t, l)

	// Ctrl-C stops a member; what it has written is there when it is started again.
	require.NoError(t, l.Interrupt("B"))
	l.Advance(l.Now() + 2*sim.Second)
	require.False(t, l.World().Up(2))
	commit := MemberAt(l.World(), 2).Stored().Commit
	require.NotZero(t, commit)
	paste(t, l, "B", 2)
	require.True(t, l.World().Up(2))
	require.Contains(t, output(l, "B"), fmt.Sprintf("restarting member %s in cluster 35b0815cfb915384 at commit index %d\n", FormatOf(l, 2), commit))

	// The script stops what listens on its port, wherever that was started.
	paste(t, l, "D", 3)
	l.Advance(l.Now() + 2*sim.Second)
	require.True(t, l.World().Up(3))
	ended := l.World().Actor(TerminalNamed(l.World(), "C")).(*shell.Terminal)
	require.Equal(t, 137, ended.Result().Code)
	require.True(t, strings.HasSuffix(ended.Result().Stderr, "Killed\n"))
	require.Equal(t, 3, l.World().ServerCount())
	require.Empty(t, Violations(l.World()))
}

// FormatOf returns the ID of the member at a node.
func FormatOf(l *Lab, n sim.Node) string { return host{}.Server(l.World(), n).ID }

const (
	four     = "etcd --name etcd-04 --data-dir data.etcd-04 --listen-peer-urls http://127.0.0.1:2680 --initial-advertise-peer-urls http://127.0.0.1:2680 --listen-client-urls http://127.0.0.1:2679 --advertise-client-urls http://127.0.0.1:2679"
	three    = "etcd-01=http://127.0.0.1:2380,etcd-02=http://127.0.0.1:2480,etcd-03=http://127.0.0.1:2580"
	existing = " --initial-cluster-state existing --initial-cluster " + three + ",etcd-04=http://127.0.0.1:2680"
)

func TestAMemberIsAddedAndStartedAsInEtcd(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1, Profile: EtcdTimes})
	require.NoError(t, l.Do("terminal D"))
	l.Advance(12 * sim.Second)
	require.Contains(t, run(t, l, four+existing).Stderr, "C | etcdmain: error validating peerURLs {ClusterID:35b0815cfb915384 Members:[&{ID:")
	require.Contains(t, run(t, l, four+existing).Stderr, "RemovedMemberIDs:[]}: member count is unequal\n")
	r := run(t, l, "etcdctl member add etcd-04 --peer-urls=http://127.0.0.1:2680")
	require.Equal(t, 0, r.Code, r.Stderr)
	require.NoError(t, l.Type("A", four+existing+" --experimental-enable-lease-checkpoint"))
	l.Advance(l.Now() + 3*sim.Second)
	require.True(t, MemberAt(l.World(), 4).Ready())
	require.True(t, MemberAt(l.World(), 4).Config().LeaseCheckpoints)
	require.False(t, MemberAt(l.World(), 1).Config().LeaseCheckpoints)
	require.Contains(t, output(l, "A"), "embed: ready to serve client requests\n")
	require.Contains(t, run(t, l, "etcdctl --endpoints=127.0.0.1:2679 member list").Stdout, ", started, etcd-04, http://127.0.0.1:2680, http://127.0.0.1:2679, false\n")
	sameAgain(t, l)

	// Removed, it stops itself, and does not come back as what it was.
	require.Equal(t, 0, run(t, l, "etcdctl member remove "+FormatOf(l, 4)).Code)
	l.Advance(l.Now() + 4*sim.Second)
	require.False(t, l.World().Up(4))
	ended := l.World().Actor(TerminalNamed(l.World(), "A")).(*shell.Terminal).Result()
	require.Equal(t, 0, ended.Code)
	require.Contains(t, ended.Stderr, "the member has been permanently removed from the cluster\n")
	require.NoError(t, l.Type("A", four+existing))
	l.Advance(l.Now() + 8*sim.Second)
	require.False(t, l.World().Up(4), "its data are those of a member that was removed")
	require.NoError(t, l.Do("disk etcd-04 wipe"))
	require.Contains(t, run(t, l, four+existing).Stderr, "member count is unequal\n")
	require.Equal(t, 0, run(t, l, "etcdctl member add etcd-04 --peer-urls=http://127.0.0.1:2680").Code)
	require.NoError(t, l.Type("A", four+existing))
	l.Advance(l.Now() + 3*sim.Second)
	require.Contains(t, run(t, l, "etcdctl member list").Stdout, ", started, etcd-04, ", "with an empty folder it is a new member")
	require.Empty(t, Violations(l.World()))
}

func TestEtcdRefusesToStart(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1})
	require.NoError(t, l.Do("terminal D"))
	require.NoError(t, l.Do("crash 3"))
	require.NoError(t, l.Do("disk 3 wipe"))
	for line, want := range map[string]string{
		"etcd --nope":                      "flag provided but not defined: -nope\nUsage:\n",
		"etcd --name":                      "flag needs an argument: -name\n",
		"etcd extra":                       "E | etcdmain: error verifying flags, 'extra' is not a valid flag. See 'etcd --help'.\n",
		"etcd --wal-dir=x":                 "--wal-dir is not there yet in raftarium",
		"etcd --enable-v2=maybe":           `invalid boolean value "maybe" for -enable-v2: parse error`,
		"etcd --initial-cluster-state foo": "invalid value \"foo\" for flag -initial-cluster-state",
		"etcd --listen-client-urls http://127.0.0.1:9":                                                                     "--advertise-client-urls is required when --listen-client-urls is set explicitly",
		"etcd --listen-peer-urls foo":                                                                                      "URL scheme must be http, https, unix, or unixs: foo",
		four + " --initial-cluster etcd-01=http://127.0.0.1:1":                                                             "C | etcdmain: couldn't find local name \"etcd-04\" in the initial cluster configuration\n",
		four + " --initial-cluster etcd-04=http://127.0.0.1:1":                                                             "C | etcdmain: --initial-cluster has etcd-04=http://127.0.0.1:1 but missing from --initial-advertise-peer-urls=http://127.0.0.1:2680",
		four + " --initial-cluster-state existing --initial-cluster etcd-04=http://127.0.0.1:2680,x=http://127.0.0.1:1":    "cannot fetch cluster info from peer urls: could not retrieve cluster information from the given URLs\n",
		strings.ReplaceAll(strings.ReplaceAll(four, "etcd-04", "etcd-01"), "2680", "2380") + " --initial-cluster " + three: "listen tcp 127.0.0.1:2380: bind: address already in use\n",
		strings.NewReplacer("etcd-04", "etcd-03", "2680", "2580", "2679", "2579").Replace(four) + " --initial-cluster-token token-01 --initial-cluster " + three: "has already been bootstrapped\n",
	} {
		r := run(t, l, line)
		require.Contains(t, r.Stderr, want, line)
		require.NotZero(t, r.Code, line)
	}
	require.Equal(t, 3, l.World().ServerCount(), "nothing was started")
	require.Equal(t, "etcd Version: 3.4.14\n", run(t, l, "etcd --version").Stdout)
}
