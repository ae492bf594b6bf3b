package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func runIn(t testing.TB, l *Lab, line string) (stdout, stderr string, code int) {
	r, err := l.Run("A", line)
	require.NoError(t, err)
	return r.Stdout, r.Stderr, r.Code
}

func TestAScriptCanBeginItsOwnWorld(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	l.Advance(sim.Second)
	rewinds := l.Rewinds()
	_, stderr, code := runIn(t, l, "world --nodes 3 --seed=42 --times etcd --net wan --bare")
	require.Zero(t, code, stderr)
	require.Equal(t, Config{Members: 3, Seed: 42, Profile: EtcdTimes, Net: WAN, Epoch: DefaultEpoch, Port: DefaultPort, Bare: true}, l.Config())
	require.Zero(t, l.Now())
	require.Greater(t, l.Rewinds(), rewinds, "it is another world")
	_, _, code = runIn(t, l, "world")
	require.Zero(t, code)
	require.Equal(t, Config{Members: 5, Profile: PaperTimes, Net: Demo, Epoch: DefaultEpoch, Port: DefaultPort}, l.Config())
}

func TestAWorldThatCannotBeLeavesTheOldOne(t *testing.T) {
	for line, want := range map[string]string{
		"world 3":                "raftarium: world: unknown option '3'; there are --nodes, --seed, --times, --net and --bare\n",
		"world --nodes":          "raftarium: world: --nodes needs a value\n",
		"world --nodes 0":        "raftarium: world: --nodes 0: a cluster has 1 to 101 members\n",
		"world --nodes 102":      "raftarium: world: start a lab of 102 members: it can have 1 to 101\n",
		"world --seed -1":        "raftarium: world: --seed -1: a seed is a whole number from 0 to 18446744073709551615\n",
		"world --times fast":     "raftarium: world: start a lab with the times \"fast\": they are \"paper\" or \"etcd\"\n",
		"world --net moon":       "raftarium: world: start a lab on the net \"moon\": it is \"lan\", \"demo\" or \"wan\"\n",
		"world --bare=yes":       "raftarium: world: unknown option '--bare=yes'; there are --nodes, --seed, --times, --net and --bare\n",
		"type":                   "raftarium: type: needs a terminal and a line for it, as in: type B etcdctl get message\n",
		"type B":                 "raftarium: type: needs a terminal and a line for it, as in: type B etcdctl get message\n",
		"type Z etcdctl get key": "raftarium: type: no terminal \"Z\" is open\n",
	} {
		l := newOf(t, Config{Seed: 7})
		l.Advance(sim.Second)
		_, stderr, code := runIn(t, l, line)
		require.NotZero(t, code, line)
		require.Equal(t, want, stderr)
		require.EqualValues(t, 7, l.Config().Seed)
		require.Equal(t, sim.Second, l.Now())
	}
}

func TestALineIsTypedIntoAnotherTerminalAndNotWaitedFor(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	runIn(t, l, "wait leader")
	before := l.Now()
	runIn(t, l, `type B   etcdctl put "a key" 'two  words'`)
	require.Equal(t, before+1, l.Now())
	terminal, ok := TerminalAt(l.World(), TerminalNamed(l.World(), "B"))
	require.True(t, ok)
	require.True(t, terminal.Busy())
	require.Equal(t, []string{`etcdctl put "a key" 'two  words'`}, terminal.History())
	runIn(t, l, "sleep 1s")
	require.False(t, terminal.Busy())
	stdout, _, _ := runIn(t, l, `etcdctl get "a key"`)
	require.Equal(t, "a key\ntwo  words\n", stdout)
}

func TestAPlayIsTheWorldOfItsLink(t *testing.T) {
	p, err := NewPlay(Config{Members: 3, Seed: 5})
	require.NoError(t, err)
	require.Error(t, p.Type(sim.Second, "Z", "true"))
	require.NoError(t, p.Type(sim.Second, "A", "crash 1"))
	require.NoError(t, p.Type(sim.Second, "B", "etcdctl put key value"))
	require.Equal(t, sim.Second+1, p.World().Now(), "the moment was taken")
	p.RunUntil(3 * sim.Second)
	require.True(t, hasSettledLeader(p.World()))

	l, err := Open(EncodeLink(p.Config(), p.World().Now(), p.Inputs()))
	require.NoError(t, err)
	require.Equal(t, string(AppendState(nil, p.World())), string(AppendState(nil, l.World())))
	_, err = NewPlay(Config{Members: 102})
	require.Error(t, err)
}
