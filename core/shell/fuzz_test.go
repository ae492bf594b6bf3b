package shell_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// typeAnything types a line and lets a world go on for a while. Whatever the
// line, the terminal must answer the next.
func typeAnything(t *testing.T, line string) {
	if len(line) > 4000 {
		return
	}
	b := newBench(t)
	b.do(line)
	b.world.RunUntil(b.world.Now() + 10*sim.Second)
	for range 2 { // the first may be trapped
		b.world.Input(b.world.Now(), b.node, shell.Interrupt{})
	}
	data := encode(b.world)
	require.Equal(t, data, encode(decode(t, data)))
	require.Equal(t, "alive\n", b.run("clear; echo alive").Stdout)
}

func FuzzLine(f *testing.F) {
	for _, seed := range []string{script, `echo "a $x ${y}" 'b' \c # d`, "a=1 b=$a; echo >&2", "false || true && echo", "x \\\n y", "cut 1>2", "partition 1,2|3", "$(", "`", "a & b | c < d",
		startScript, "for i in $(seq 3); do echo $i; done | while read x; do echo ${x:-1}; done", "f() { f | f & }; f", "case $x in a|b) ;; *) cat <<E;; esac\n$x\nE\n",
		"seq 9 | awk '{c[$1%2]+=$1} END {for (k in c) printf \"%s %d\\n\", k, c[k]}' | sort -k2nr | sed -n '1,/x/s/a/b/gp'", "echo '{\"a\":[1,2]}' | jq -r '.a[] | select(. > 1), length'",
		"a=(1 'b c' [5]=d); for ((i=0;i<3;i++)); do a[i]+=x; done; [[ ${a[@]} =~ ^(.)x && ! -d ${!a[*]:0:1} ]] && echo \"${a[@]/x/y}\"", "f() { local x=$1; eval 'g() { declare -A m; m[$x]=1; echo ${!m[@]}; }'; }; f a; g; alias l='ls -a'; l; set -eu; trap 'echo bye' EXIT; false",
		"mkdir -p a/b; cd a; cat <(echo x) > b/c; ls */*; cd ..; rm -r a; nohup ps -ef | tail -f nohup.out & pkill -f tail; echo ${PIPESTATUS[@]}",
		"while read a; do echo $((a+=1)); done <<< \"1\" > f; cut -d: -f1- f | tr a-z A-Z | xargs -I% echo %", "until [ a = b -o ! 1 -eq 1 ]; do break; done; wait %1; fg; kill -9 $!", "exec 3>&1 >f 5<&0; set -C; while getopts a:b o -a 1 -b; do echo $o >&3; read -u 5 x; done; trap 'echo no' INT ERR; trap '' TERM; case a in a) wait -n;;& *) kill 0; esac", "find . -name '*' \\( -type f -o ! -empty \\) -exec diff -u {} <(seq 3) \\; ; comm -1 f f; cmp f /dev/stdin < f; date -d '@5 2 days ago'; timeout -k 1 1 bash -c 'trap \"\" TERM; sleep 3'",
		"jq -nc --arg a 1 '[range(3)] | map({(.|tostring): $a}) | add // {} | with_entries(.key |= 1)? | [.. , .[1:]?] | if any then reduce .[] as $x (0; .+1) else try error(\"x\") catch . end'", "printf '%5.2f%b%q\\n' 1 '\\x41' 'a b'; time { ! true; } |& tee g"} {
		f.Add(seed)
	}
	f.Fuzz(typeAnything)
}

func FuzzCurl(f *testing.F) {
	for _, seed := range []string{"-XPUT http://127.0.0.1:2379/v2/keys/a -d value=1", "-sSvL localhost:2379/moved -w %{http_code}\\n", "-m 0.1 [::1]:1 u:p@h/../?#", "--data-urlencode =a@b -G --url http://127.0.0.1:2379/echo"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, args string) { typeAnything(t, "curl "+args) })
}

func FuzzEtcdctl(f *testing.F) {
	for _, seed := range []string{"put a b --prev-kv", "get a z --rev=2 -wjson --order=DESCEND --endpoints a,b", "-- get -w=fields a", "endpoint health --command-timeout 1ms", "help get", "member list", "del --prefix ''", "-d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, args string) { typeAnything(t, "etcdctl "+args) })
}

func FuzzVerb(f *testing.F) {
	for line := range acts {
		f.Add(line)
	}
	for _, seed := range []string{"link all latency=1.5s loss=0.1%", "disk 1 jitter=9999999999h", "wait leader --for 5", "expect time_ms >= 1e3", "sleep 1h2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		b := newBench(t)
		act, err := shell.ParseAct(host{}, b.world, strings.Fields(line))
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		require.NotNil(t, act)
	})
}

func FuzzComplete(f *testing.F) {
	f.Add("crash etcd-0", 12)
	f.Add("etcdctl get --", 14)
	f.Fuzz(func(t *testing.T, line string, pos int) {
		shell.Complete(host{}, newBench(t).world, line, pos)
	})
}

func FuzzDecode(f *testing.F) {
	b := newBench(&testing.T{})
	b.do(script)
	for _, at := range []sim.Time{1, 501, 503, 505, 506, 507, 10600, 11700, 12000, 14000, 20000} {
		b.world.RunUntil(at * sim.Millisecond)
		c := wire.NewEncoder(nil)
		b.term().Code(c)
		f.Add(c.Encoded())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		term := shell.NewTerminal("", host{})
		d := wire.NewDecoder(data)
		term.Code(d)
		if d.Err() != nil {
			return
		}
		w := newBench(t)
		node := w.world.AddClient(term, 0)
		w.world.Input(0, node, shell.Line{Text: "echo alive"})
		w.world.Input(0, node, shell.Interrupt{})
		w.world.RunUntil(sim.Second)
	})
}
