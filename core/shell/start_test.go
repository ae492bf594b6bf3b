package shell_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/shell"
	"raftarium/core/sim"
)

// startScript is a start script of a tutorial as it is pasted: variables,
// comments, a pipe that stops what listens on the port, and etcd with its
// flags over several lines.
const startScript = `# 启动脚本
TOKEN=token-01
CLUSTER_STATE=new
NAME_1=etcd-01
HOST_1=127.0.0.1
PORT_PEER_1=2380
CLUSTER=${NAME_1}=http://${HOST_1}:${PORT_PEER_1},etcd-02=http://${HOST_1}:2480
THIS_NAME=${NAME_1}
# 用于杀死进程
lsof -i:2379 | awk '{print $2}' | grep -v "PID" | uniq | xargs kill -9
echo --data-dir=data.${THIS_NAME} --name ${THIS_NAME} \
        --listen-peer-urls http://${HOST_1}:${PORT_PEER_1} \
        --initial-cluster ${CLUSTER} \
        --initial-cluster-state ${CLUSTER_STATE}`

func TestAStartScriptStopsWhatListensAndGoesOn(t *testing.T) {
	b := newBench(t)
	r := b.run(startScript)
	require.False(t, b.world.Up(1), "it is killed")
	require.Empty(t, r.Stderr)
	const flags = "--data-dir=data.etcd-01 --name etcd-01 --listen-peer-urls http://127.0.0.1:2380 --initial-cluster etcd-01=http://127.0.0.1:2380,etcd-02=http://127.0.0.1:2480 --initial-cluster-state new\n"
	require.Equal(t, flags, r.Stdout)

	r = b.run(startScript)
	require.Equal(t, flags, r.Stdout, "with nothing there kill says how it is used, and the script goes on")
	require.Contains(t, r.Stderr, "\nUsage:\n kill [options] <pid> [...]\n")
}

func TestLsofAndKill(t *testing.T) {
	b := newBench(t)
	require.Equal(t, "COMMAND  PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\netcd    1002 root    6u  IPv4  22479      0t0  TCP 127.0.0.1:2479 (LISTEN)\n", b.run("lsof -i:2479").Stdout)
	require.Equal(t, shell.Result{Code: 1}, b.run("lsof -i:9"))
	require.Equal(t, "1002\n", b.run("lsof -ti:2479 || lsof -t -i:2479").Stdout)
	b.run("kill -STOP 1001; kill -CONT 1001; kill -0 1001 && echo there")
	require.True(t, b.world.Up(1))
	require.Equal(t, 0, b.run("kill 1001").Code)
	require.False(t, b.world.Up(1))
	require.Equal(t, shell.Result{Stderr: "raftarium: kill: (1001) - No such process\n", Code: 1}, b.run("kill 1001"))
}

func TestJobs(t *testing.T) {
	b := newBench(t)
	require.Equal(t, "[1] 20001\n", b.run("sleep 100 &").Stderr)
	require.Equal(t, "[2] 20002\n", b.run("sleep 1 &").Stderr)
	require.Equal(t, "[1]-  Running                 sleep 100 &\n[2]+  Running                 sleep 1 &\n", b.run("jobs").Stdout)
	require.Equal(t, 0, b.run("wait %2").Code)
	require.Contains(t, b.screen(), "[2]+  Done                    sleep 1\n")
	before := b.world.Now()
	b.do("fg")
	b.world.Input(before+sim.Second, b.node, shell.Interrupt{})
	require.False(t, b.term().Busy(), "Ctrl-C ends what is in the foreground")
	require.Equal(t, 130, b.run("echo $?; (exit 130)").Code)

	b.run("sleep 100 & kill %1")
	require.Contains(t, b.screen(), "[1]+  Terminated              sleep 100\n")
	b.do("sleep 50 & sleep 100")
	b.world.Input(b.world.Now()+sim.Second, b.node, shell.Interrupt{})
	require.Contains(t, b.run("jobs").Stdout, "Running                 sleep 50 &", "and not what is in the background")
}

func TestLoopsEnd(t *testing.T) {
	b := newBench(t)
	b.do("while true; do :; done")
	b.world.Input(sim.Second, b.node, shell.Interrupt{})
	require.False(t, b.term().Busy(), "Ctrl-C ends a loop that waits for nothing")
	r := b.run("while true; do :; done; echo never")
	require.Equal(t, 1, r.Code)
	require.Contains(t, r.Stderr, "raftarium: stopped after 2000000 steps: ")
	require.Contains(t, b.run("f() { f; }; f; echo $?").Stderr, "commands are nested more than 1000 deep")
	require.Equal(t, "alive\n", b.run("echo alive").Stdout)
	r = b.run("x=a; while true; do x=$x$x; done")
	require.Contains(t, r.Stderr, "the value of x is longer than")
	require.NotEmpty(t, b.run(":(){ : | : & }; echo {1..9}{1..99999}").Stderr)
	require.Equal(t, "alive\n", b.run("echo alive").Stdout)
}

func TestAPipeStreams(t *testing.T) {
	b := newBench(t)
	other := b.world.AddClient(shell.NewTerminal("B", host{}), 0)
	b.do("curl -sN '127.0.0.1:2379/v2/keys/a?wait=true' | grep --line-buffered changed | sed 's/^/saw: /' > seen; cat seen")
	b.world.Input(5*sim.Second, other, shell.Line{Text: "curl 127.0.0.1:2379/v2/keys/a -XPUT -d value=1"})
	b.world.RunUntil(6 * sim.Second)
	require.Equal(t, "saw: changed a\n", b.term().Result().Stdout)

	b.do("(echo one; sleep 10; echo two) | grep -n .")
	b.world.RunUntil(b.world.Now() + sim.Second)
	require.Contains(t, b.screen(), "1:one\n")
	require.NotContains(t, b.screen(), "2:two")
	b.world.RunUntil(b.world.Now() + 20*sim.Second)
	require.Contains(t, b.screen(), "2:two\n")
}

func TestKeysGoToWhatReadsThem(t *testing.T) {
	b := newBench(t)
	b.do("cat | tr a-z A-Z; echo end")
	b.do("hello")
	require.Contains(t, b.screen(), "HELLO\n")
	b.world.Input(b.world.Now(), b.node, shell.EndOfInput{})
	require.Equal(t, "HELLO\nend\n", b.term().Result().Stdout)
	b.do("read -p 'name? ' who; echo \"hi $who\"")
	b.do("etcd user")
	require.Equal(t, "hi etcd user\n", b.term().Result().Stdout)
}

func TestTimeIsTheWorlds(t *testing.T) {
	b := newBench(t)
	r := b.run("time sleep 1.25; date -u +%FT%T; date +%s")
	require.Equal(t, "\nreal\t0m1.250s\nuser\t0m0.000s\nsys\t0m0.000s\n", r.Stderr)
	require.Equal(t, "2020-09-13T12:26:41\n1600000001\n", r.Stdout)
	b.do("watch -n 1 date +%T")
	b.world.RunUntil(b.world.Now() + 2500*sim.Millisecond)
	require.Equal(t, "12:26:43\n", b.screen())
}
