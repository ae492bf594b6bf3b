package shell_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/shell"
	"raftarium/core/sim"
)

func TestClientRefusesWhatItDoesNotUnderstand(t *testing.T) {
	for line, want := range map[string]string{
		"client":                             "usage: client v2|v3 put|get KEY",
		"client v4 put a":                    "'v4' is no interface: v2 or v3",
		"client v3 fly a":                    "'fly' is nothing that a client does: put, get, watch or alive",
		"client v3 put a --total 0":          "--total=0 is no number from 1 to 1000000",
		"client v3 put a --total":            "--total needs a value",
		"client v3 put a --speed=3":          "unknown option '--speed'",
		"client v3 put /":                    "the key is empty",
		"client v3 watch a --watchers=10001": "a client has at most 10000 requests under way",
		"client v3 alive a --for x":          "'x' is not a span of time",
		"client v3 put a --endpoint [::1]:1": "[::1]:1: connection refused",
	} {
		r := newBench(t).run(line)
		require.Equal(t, 1, r.Code, line)
		require.Contains(t, r.Stderr, want, line)
	}
}

func TestAClientOfV3HasOneConnection(t *testing.T) {
	b := newBench(t)
	r := b.run("client v3 put a --total 10 --size 4")
	require.Contains(t, r.Stdout, "10 requests over 1 connection, 10 answers; ")
	require.Equal(t, "a\n0010\n", b.run("etcdctl get a").Stdout)
	accounts := b.term().Accounts()
	require.Len(t, accounts, 1)
	require.True(t, accounts[0].GRPC)
	require.EqualValues(t, 2, accounts[0].Connections, "one of the client, one of etcdctl")
	require.EqualValues(t, 11, accounts[0].Requests)
	require.Zero(t, b.term().Connected(accounts[0].Server, true), "both have ended")
}

func TestAConnectionIsOpenAsLongAsItsClient(t *testing.T) {
	b := newBench(t)
	b.do("client v3 put a --total 1000")
	b.world.RunUntil(20 * sim.Millisecond)
	server := b.term().Accounts()[0].Server
	require.Equal(t, 1, b.term().Connected(server, true))
	b.world.Input(b.world.Now(), b.node, shell.Interrupt{})
	b.world.RunUntil(b.world.Now() + 1)
	require.Zero(t, b.term().Connected(server, true))
	require.Contains(t, b.screen(), "over 1 connection")
}

// What nobody took costs nothing.
func TestARefusedRequestIsNotBooked(t *testing.T) {
	b := newBench(t)
	b.world.Crash(1, 0)
	require.Equal(t, 7, b.run("curl http://127.0.0.1:2379/health").Code)
	require.Equal(t, 1, b.run("client v3 put a").Code)
	for _, a := range b.term().Accounts() {
		require.Equal(t, shell.Account{Server: a.Server, GRPC: a.GRPC}, a)
	}
}

func TestADecodedClientEndsTheSame(t *testing.T) {
	for _, line := range []string{"client v3 put a --total 5", "client v2 put a --total 3", "client v3 get a --total 2", "client v3 watch a --watchers 3 --events 0"} {
		for stop := sim.Time(0); stop < 12*sim.Millisecond; stop += 700 * sim.Microsecond {
			b := newBench(t)
			b.do(line)
			b.world.RunUntil(stop)
			again := decode(t, encode(b.world))
			b.world.RunUntil(20 * sim.Second)
			again.RunUntil(20 * sim.Second)
			require.Equal(t, encode(b.world), encode(again), "%s: decoded at %v", line, stop)
		}
	}
}

func FuzzClient(f *testing.F) {
	for _, seed := range []string{"v2 put a --total 5 --keys=2 --size 0", "v3 watch a --watchers 3 --events 0", "v2 alive a --keys 3 --ttl 1 --for 2s", "v3 get a --endpoint localhost:2479"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, args string) { typeAnything(t, "client "+args) })
}
