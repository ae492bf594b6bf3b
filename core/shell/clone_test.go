package shell_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// script uses every kind of command that waits.
const script = `x=1; sleep 0.5; etcdctl put a "$x" && curl -i http://127.0.0.1:2379/v2/keys/a ; crash etcd-01
etcdctl get a --endpoints 127.0.0.1:2379,127.0.0.1:2479; wait leader --for 10s; wait crashed --for 1s || echo "no crash"
restart 1; curl -m 2 'http://127.0.0.1:2379/v2/keys/a?wait=true'; etcdctl endpoint health --endpoints 127.0.0.1:2379,127.0.0.1:1
expect last.code == 1
f() { for i in "$@"; do echo "$i"; sleep 0.3; done; }; f a b c | grep -n . | while read -r n; do echo "<$n>"; sleep 0.1; done > out; cat out
n=$(sleep 0.2; seq 3 | awk '{s+=$1; print s}' | sort -rn | head -1); sleep 3 & (sleep 1; echo "$n" $((n*2))) | sed 's/^/n: /'; wait
i=0; while [ $i -lt 3 ]; do i=$((i+1)); case $i in 2) sleep 0.5;; *) { echo $i; } 2>&1 | xargs -n1 echo;; esac; done; cat <<E | jq -c .
{"n": $i}
E
exec 3>log; trap 'echo usr1 >&3; sleep 0.2' USR1; { sleep 0.3; kill -USR1 $$; } & while getopts ab: o -a -b x; do echo $o $OPTARG >&3; sleep 0.2; done; wait; exec 3>&-
case x in x) sleep 0.1;;& *) cat log;; esac; find . -name log -exec sh -c 'sleep 0.1; cat $0' {} \; ; (trap 'sleep 0.1' EXIT; sleep 0.1); timeout -k 0.2 0.2 sh -c 'trap "" TERM; sleep 3'; diff log out > d; trap - USR1
time sleep 0.1 2>/dev/null; ! false && true; echo done $? $x`

func encode(w *sim.World) []byte {
	c := wire.NewEncoder(nil)
	w.Code(c, codec{})
	return c.Encoded()
}

func decode(t require.TestingT, data []byte) *sim.World {
	w := sim.New(sim.Config{})
	d := wire.NewDecoder(data)
	w.Code(d, codec{})
	require.NoError(t, d.Err())
	require.Zero(t, d.Rest())
	w.SetGovernor(governor{})
	return w
}

func TestAClonedOrDecodedScriptGoesOnTheSame(t *testing.T) {
	start := newBench(t)
	start.do("echo before")
	start.do(script)
	start.do("history")
	end := 40 * sim.Second
	whole := start.world.Clone()
	whole.RunUntil(end)
	final := whole.Actor(start.node).(*shell.Terminal)
	require.False(t, final.Busy())
	require.Contains(t, (&bench{t, whole, start.node}).screen(), "done 0 1")
	want := encode(whole)
	rapid.Check(t, func(t *rapid.T) {
		w := start.world.Clone()
		for range rapid.IntRange(1, 4).Draw(t, "stops") {
			w.RunUntil(w.Now() + sim.Time(rapid.Int64Range(0, int64(12*sim.Second)).Draw(t, "stop")))
			before := encode(w)
			switch {
			case rapid.Bool().Draw(t, "encode"):
				w = decode(t, before)
			default:
				c := w.Clone()
				w.RunUntil(end) // what the original does is not seen by the clone
				w = c
			}
			require.Equal(t, before, encode(w))
		}
		w.RunUntil(end)
		require.Equal(t, want, encode(w))
	})
}

func TestADecodedExchangeEndsTheSame(t *testing.T) {
	for _, line := range []string{"curl http://127.0.0.1:2379/health", "etcdctl put a b", "etcdctl get a --endpoints 127.0.0.1:2379,127.0.0.1:2479"} {
		for crash := sim.Time(0); crash < 3*sim.Millisecond; crash += 300 * sim.Microsecond {
			for stop := sim.Time(0); stop < 5*sim.Millisecond; stop += 300 * sim.Microsecond {
				b := newBench(t)
				b.do(line)
				b.world.RunUntil(crash)
				b.world.Crash(1, 0)
				b.world.RunUntil(crash + stop)
				again := decode(t, encode(b.world))
				b.world.RunUntil(20 * sim.Second)
				again.RunUntil(20 * sim.Second)
				require.Equal(t, encode(b.world), encode(again), "%s: crash at %v, decoded %v later", line, crash, stop)
				require.False(t, b.term().Busy())
			}
		}
	}
}

func TestACloneSharesNothingThatChanges(t *testing.T) {
	b := newBench(t)
	b.run("echo common; x=1")
	c := &bench{t, b.world.Clone(), b.node}
	b.run("echo left; x=2")
	c.run("echo right")
	require.Equal(t, "left\n", b.term().Result().Stdout)
	require.Equal(t, "right\n", c.term().Result().Stdout)
	require.Equal(t, "1\n", c.run("echo $x").Stdout)
	require.NotContains(t, c.screen(), "left")
	require.NotContains(t, b.screen(), "right")
	require.Equal(t, []string{"echo common; x=1", "echo right", "echo $x"}, c.term().History())
}

func TestInputsAreCoded(t *testing.T) {
	for _, in := range []any{shell.Line{Text: "echo 你好"}, shell.Interrupt{}, shell.EndOfInput{}} {
		c := wire.NewEncoder(nil)
		want := in
		shell.CodeInput(c, &want)
		var got any
		d := wire.NewDecoder(c.Encoded())
		shell.CodeInput(d, &got)
		require.NoError(t, d.Err())
		require.Equal(t, in, got)
	}
}

func BenchmarkClone(b *testing.B) {
	w := newBench(&testing.T{})
	for range 3000 {
		w.run("echo a line of some length on the screen")
	}
	term := w.term()
	b.ReportAllocs()
	for b.Loop() {
		term.Clone()
	}
}

func BenchmarkPutTyped(b *testing.B) {
	w := newBench(&testing.T{})
	b.ReportAllocs()
	for b.Loop() {
		w.run("etcdctl put message hello")
	}
}
