package shell_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/shell"
	"raftarium/core/sim"
)

func TestWordsAndVariables(t *testing.T) {
	for line, want := range map[string]string{
		`echo a  b`:                       "a b\n",
		`echo 'a  b' "c  d" e\ \ f`:       "a  b c  d e  f\n",
		`echo "a'b" 'c"d' \"`:             `a'b c"d "` + "\n",
		`echo "\$x \\ \n"`:                `$x \ \n` + "\n",
		`x="1  2"; echo $x "$x" '$x'`:     "1 2 1  2 $x\n",
		`x=1; echo ${x}2 $x2 $ "$"`:       "12 $ $\n",
		`x=; echo a $x "$x" b`:            "a  b\n",
		`false; echo $?; echo $?`:         "1\n0\n",
		`echo a#b # a comment`:            "a#b\n",
		`echo a;echo b && echo c||echo d`: "a\nb\nc\n",
		`false && echo a || echo b`:       "b\n",
		`true || echo a && echo b`:        "b\n",
		"echo a\necho b":                  "a\nb\n",
		"echo a \\\nb":                    "a b\n",
		`echo -n a`:                       "a",
		`echo a >/dev/null; echo b`:       "b\n",
		`expect x == 1 2>/dev/null`:       "",
		`x=1 y=$x; echo $x$y`:             "11\n",
		`echo *.go http://h/?a=b`:         "*.go http://h/?a=b\n",
		`export A=1; export`:              "declare -x A=\"1\"\n",
		`echo 你好 "世界"`:                    "你好 世界\n",
	} {
		t.Run(line, func(t *testing.T) {
			r := newBench(t).run(line)
			require.Equal(t, want, r.Stdout)
			require.Empty(t, r.Stderr)
		})
	}
}

func TestNumbersMayBeTheLargestThatThereAre(t *testing.T) {
	for line, want := range map[string]string{
		`expr substr abc 2 9223372036854775807`:                                                             "bc\n",
		`expr -9223372036854775808 '<' 9223372036854775807`:                                                 "1\n",
		`expr 9223372036854775807 '>' -2`:                                                                   "1\n",
		`curl -s -o /dev/null -w '%{url}\n' 'http://localhost:1/[9223372036854775806-9223372036854775807]'`: "http://localhost:1/9223372036854775806\nhttp://localhost:1/9223372036854775807\n",
	} {
		t.Run(line, func(t *testing.T) { require.Equal(t, want, newBench(t).run(line).Stdout) })
	}
}

// GNU's mkdir says the same.
func TestNoFolderIsMadeInAFile(t *testing.T) {
	b := newBench(t)
	r := b.run("touch a; mkdir -p a/b/c; mkdir a/b; mkdir -p a; ls -R; mkdir -p d/e; ls d")
	require.Equal(t, "a\ne\n", r.Stdout)
	require.Equal(t, "mkdir: cannot create directory ‘a’: Not a directory\n"+
		"mkdir: cannot create directory ‘a/b’: Not a directory\n"+
		"mkdir: cannot create directory ‘a’: File exists\n", r.Stderr)
}

func TestAVariableThatIsItsOwnIndexIsRefused(t *testing.T) {
	for line, token := range map[string]string{
		`a='a[a]'; echo $((a))`:        "a[a]",
		`a='a[a]+a[a]'; echo $((a))`:   "a[a]+a[a]",
		`a='b[a]' b='a'; echo ${b[a]}`: "b[a]",
	} {
		t.Run(line, func(t *testing.T) {
			r := newBench(t).run(line)
			require.Equal(t, shell.Result{Stderr: "raftarium: " + token + ": expression recursion level exceeded (error token is \"" + token + "\")\n", Code: 1}, r)
		})
	}
}

// A loop can be interrupted however much a round of it does.
func TestWhatDoesMuchTakesTime(t *testing.T) {
	for body, rounds := range map[string]string{
		":": "50", `echo "$i"`: "50", // as little as a round of a script does takes none
		"seq 100000 >/dev/null":                           "1",
		"echo {1..20000} >f":                              "1",
		`: "${long//0/1}"`:                                "2",
		`[[ $long =~ (0*0*)*1 ]]`:                         "2",
		`echo "$long" | sed s/0/1/g >/dev/null`:           "2",
		`seq 5000 | awk '{c[$1]} END {for (k in c) n++}'`: "1",
		"a=({1..6000})":                                   "2",
		`a[5000]=1; a[5000]=2; a[5000]=3`:                 "9",
		`: "$(<f)"`:                                       "1",
		"a=({1..5000}); a+=({1..2000})":                   "1",
		`echo {a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b} >/dev/null`: "2",
	} {
		t.Run(body, func(t *testing.T) {
			b := newBench(t)
			b.run("long=$(printf %060000d 5); echo $long $long $long >f; a=({1..6000}); sleep 1")
			r := b.run("t=$(date +%s%N); for i in {1.." + rounds + "}; do " + body + "; done >o; echo $(($(date +%s%N) > t))")
			require.Equal(t, map[bool]string{true: "0\n", false: "1\n"}[rounds == "50"], r.Stdout, r.Stderr)
		})
	}
}

func TestStderrGoesWhereItIsSent(t *testing.T) {
	b := newBench(t)
	require.Equal(t, shell.Result{Stdout: "raftarium: nothere: unknown command; help lists what there is\n", Code: 127}, b.run("nothere 2>&1"))
	require.Equal(t, shell.Result{Stderr: "raftarium: nothere: unknown command; help lists what there is\n", Code: 127}, b.run("nothere > /dev/null"))
	require.Equal(t, shell.Result{Code: 127}, b.run("nothere >/dev/null 2>&1"))
}

func TestWhatIsNotUnderstoodHasNoEffect(t *testing.T) {
	for line, want := range map[string]string{
		`crash 1; | `:              "line 1, column 10: unexpected '|'",
		`crash 1 && && true`:       "line 1, column 12: unexpected '&&'",
		`crash 1; fi`:              "line 1, column 10: unexpected 'fi'",
		`crash 1; cat <> f`:        "line 1, column 14: '<>' is not there yet",
		`crash 1; echo ${x@U}`:     "line 1, column 15: '${x@U}' is not understood: ${NAME}, ${#NAME}, ${!NAME}, ${NAME[INDEX]} and ${NAME:-WORD} are there, with - = + ? # ## % %% / // ^ ^^ , ,, @Q and :OFFSET:LENGTH",
		`crash 1; (true))`:         "line 1, column 16: unexpected ')'",
		`crash 1;; true`:           "line 1, column 8: a ';' too many",
		`crash 1; [[ a == ]]`:      "line 1, column 18: a word is missing before ']]'",
		`crash 1; x=(1 & 2)`:       "line 1, column 15: unexpected '&'",
		`crash 1; cat >(true)`:     "line 1, column 14: '>' needs to be followed by a name",
		`crash 1; for ((i=0)); do`: "line 1, column 14: for ((…)) needs three expressions, with ; between them",
		`crash 1; for 1 in a; do`:  "line 1, column 14: for needs a variable's name",
		"crash 1; echo `if`":       "line 1, column 15: line 1, column 3: the command between backquotes ends too early",
	} {
		t.Run(line, func(t *testing.T) {
			b := newBench(t)
			r := b.run(line)
			require.Equal(t, shell.Result{Stderr: "raftarium: " + want + "\n", Code: 2}, r)
			b.world.RunUntil(sim.Second)
			require.True(t, b.world.Up(1))
			require.Equal(t, "alive\n", b.run("echo alive").Stdout)
		})
	}
}

func TestUnknownCommandsSuggestTheNearest(t *testing.T) {
	b := newBench(t)
	require.Equal(t, shell.Result{Stderr: "raftarium: crahs: unknown command; did you mean crash?\n", Code: 127}, b.run("crahs 1"))
	require.Equal(t, "raftarium: etcdclt: unknown command; did you mean etcdctl?\n", b.run("etcdclt put a b").Stderr)
	require.Equal(t, shell.Result{Stderr: "raftarium: wget is not there yet; curl is\n", Code: 1}, b.run("wget 1"))
	require.Equal(t, shell.Result{Stderr: "seek: stands outside the world and works only as a line of its own, without ; && || before or after it\n", Code: 1}, b.run("seek 3s"))
	require.Contains(t, b.run("link").Stderr, "works only as a line of its own")
}

func TestALineThatGoesOnWaitsForMore(t *testing.T) {
	b := newBench(t)
	b.do(`echo "one`)
	require.True(t, b.term().Continues())
	require.Equal(t, "> ", b.term().Prompt())
	require.Equal(t, "one\ntwo\n", b.run(`two"`).Stdout)
	b.do(`echo a \`)
	require.Equal(t, "a b\n", b.run(`b`).Stdout)
	b.do(`true &&`)
	require.Equal(t, "c\n", b.run(`echo c`).Stdout)
	require.Equal(t, "$ echo \"one\n> two\"\none\ntwo\n$ echo a \\\n> b\na b\n$ true &&\n> echo c\nc\n", b.screen())

	b.do(`echo "lost`)
	b.world.Input(b.world.Now(), b.node, shell.Interrupt{})
	require.False(t, b.term().Continues())
	require.Equal(t, "130\n", b.run("echo $?").Stdout)

	b.do(`echo 'unfinished`)
	b.world.Input(b.world.Now(), b.node, shell.EndOfInput{})
	require.Equal(t, 2, b.term().Result().Code)
	require.Contains(t, b.term().Result().Stderr, "the input ends in the middle of a line")
}

func TestLinesWaitForTheOneThatRuns(t *testing.T) {
	b := newBench(t)
	b.do("sleep 10; echo first")
	b.do("echo second")
	b.do("echo third")
	require.True(t, b.term().Busy())
	require.Equal(t, []string{"echo second", "echo third"}, b.term().Queued())
	b.world.RunUntil(9 * sim.Second)
	require.NotContains(t, b.screen(), "third")
	b.world.RunUntil(11 * sim.Second)
	require.Equal(t, "$ sleep 10; echo first\nfirst\n$ echo second\nsecond\n$ echo third\nthird\n", b.screen())
	require.Equal(t, []string{"sleep 10; echo first", "echo second", "echo third"}, b.term().History())
}

func TestInterruptEndsWhatRunsAndLeavesTheQueue(t *testing.T) {
	b := newBench(t)
	b.do("sleep 100; echo never")
	b.do("echo $?")
	b.world.Input(sim.Second, b.node, shell.Interrupt{})
	require.False(t, b.term().Busy())
	require.Equal(t, "$ sleep 100; echo never\n^C\n$ echo $?\n130\n", b.screen())
	b.world.RunUntil(200 * sim.Second)
	require.NotContains(t, b.screen(), "never\nnever")
}

func TestActsAreDoneBeforeTheNextCommandRuns(t *testing.T) {
	b := newBench(t)
	require.Equal(t, shell.Result{}, b.run("expect members.etcd-01.up == true; crash 1; expect members.etcd-01.up == false && crash etcd-02"))
	require.False(t, b.world.Up(2))
	require.Equal(t, shell.Result{Stderr: "crash: member 1 is down already\n", Code: 1}, b.run("crash 1"))
	require.Equal(t, shell.Result{Stderr: "crash: there is no member '9', only etcd-01, etcd-02, etcd-03\n", Code: 1}, b.run("crash 9"))
	require.Equal(t, 0, b.run("restart 1 && expect members.etcd-01.up == true").Code)
}

func TestWaiting(t *testing.T) {
	b := newBench(t)
	require.Equal(t, 0, b.run("wait leader").Code, "the condition holds from 5 s on, but something has to happen first")
}

func TestWaitingHasAnEnd(t *testing.T) {
	b := newBench(t)
	require.Equal(t, shell.Result{Stderr: "wait: crashed did not come within 1.5 s\n", Code: 1}, b.run("wait crashed --for 1500ms"))
	require.Equal(t, shell.Result{Stderr: "wait: commit needs an index\n", Code: 2}, b.run("wait commit"))
	require.Equal(t, shell.Result{Stderr: "wait: 'leadr' is nothing to wait for; did you mean leader?; usage: wait leader|commit N|applied N|EVENT [--for 5s], and help events lists the events\n", Code: 2}, b.run("wait leadr"))
	require.Equal(t, "wait: crashed did not come within 60 s\n", b.run("wait crashed").Stderr)
}

func TestWaitingForAnEventOfAnotherTerminal(t *testing.T) {
	b := newBench(t)
	other := b.world.AddClient(shell.NewTerminal("B", host{}), 0)
	b.do("wait crashed --for 5s && echo seen")
	b.world.Input(2*sim.Second, other, shell.Line{Text: "crash 3"})
	b.world.RunUntil(2*sim.Second + 10)
	require.Equal(t, "seen\n", b.term().Result().Stdout)
}

func TestExpecting(t *testing.T) {
	b := newBench(t)
	b.run("sleep 1")
	require.Equal(t, 0, b.run("expect time_ms > 999; expect time_ms >= 1000.0 && expect time_ms<2000 || expect time_ms < 2000").Code)
	b.run("echo hello world; false")
	require.Equal(t, shell.Result{Stderr: "expect: last.code is 1, expected == 0\n", Code: 1}, b.run("expect last.code == 0"))
	require.Equal(t, 0, b.run("echo hello world").Code)
	require.Equal(t, 0, b.run("expect last.stdout contains hello; expect last.stdout == 'hello world'").Code)
	require.Equal(t, 0, b.run(`expect last.stdout matches '^h.*d$' && expect last.stderr == ""`).Code)
	require.Equal(t, "expect: last.stdout is \"hello world\", expected contains bye\n", b.run("expect last.stdout contains bye").Stderr)
	require.Equal(t, shell.Result{Stderr: "expect: the state has no 'nothing'\n", Code: 2}, b.run("expect nothing == 1"))
	require.Equal(t, 2, b.run("expect time_ms = 1").Code)
	require.Equal(t, 2, b.run("expect last.stdout < 3").Code)
	require.Equal(t, 2, b.run("expect last.stdout matches '('").Code)
}

func TestTheScreenForgetsTheOldest(t *testing.T) {
	b := newBench(t)
	b.run("echo first")
	before := b.term().Screen().Epoch()
	for range 1500 {
		b.run("echo again")
	}
	s := b.term().Screen()
	require.Greater(t, s.Epoch(), before)
	require.LessOrEqual(t, s.Next()-s.First(), uint64(shell.ScreenLinesMax))
	require.Equal(t, uint64(3002), s.Next())
	require.NotContains(t, b.screen(), "first")
	last, ok := s.At(s.Next() - 1)
	require.True(t, ok)
	require.Equal(t, shell.ScreenLine{Kind: shell.Stdout, Text: "again"}, last)
	b.run("clear")
	require.Empty(t, b.screen())
	require.Len(t, b.term().History(), 3)
}

func TestLongOutputIsCutAndSaysSo(t *testing.T) {
	b := newBench(t)
	long := strings.Repeat("0123456789", 6000)
	b.run("x=" + long)
	r := b.run("echo " + strings.Repeat("$x", 20))
	require.True(t, r.Cut)
	require.Len(t, r.Stdout, shell.CaptureMax)
	require.LessOrEqual(t, len(b.screen()), shell.ScreenBytesMax+1<<17)
}

func TestHelp(t *testing.T) {
	b := newBench(t)
	r := b.run("help")
	for _, name := range shell.Commands() {
		text, ok := shell.Help(shell.English, name, host{})
		require.True(t, ok, "help %s", name)
		require.NotEmpty(t, text)
		chinese, _ := shell.Help(shell.Chinese, name, host{})
		require.NotEqual(t, text, chinese)
		require.Contains(t, r.Stdout, name)
	}
	require.Equal(t, "vote-once\nquorum-is-majority\n", b.run("help rules").Stdout)
	require.Equal(t, "crash M\n让一个成员崩溃：尚未落盘的内容会丢失。成员可用名字、序号或 ID 指定，leader 指当前的领导者。\n", b.run("LANG=zh_CN.UTF-8 help crash").Stdout)
	require.Equal(t, shell.Result{Stderr: "help: nothing is known about 'crsh'; did you mean crash?\n", Code: 1}, b.run("help crsh"))
}

func TestCompletion(t *testing.T) {
	w := newBench(t).world
	for line, want := range map[string][]string{
		"cra":                                    {"crash "},
		"sleep 1; cra":                           {"crash "},
		"crash etcd-0":                           {"etcd-01 ", "etcd-02 ", "etcd-03 "},
		"rule vo":                                {"vote-once "},
		"rule vote-once o":                       {"off ", "on "},
		"partition etcd-01,etcd-02":              {"etcd-02 "},
		"cut etcd-01>etcd-02":                    {"etcd-02 "},
		"link all lat":                           {"latency="},
		"etcdctl p":                              {"put "},
		"etcdctl get --pre":                      {"--prefix "},
		"etcdctl endpoint s":                     {"status "},
		"etcdctl lease t":                        {"timetolive "},
		"etcdctl get mess":                       {"messmessage "}, // keys are the host's
		"etcdctl get a --endpoints=127.0.0.1:24": {"--endpoints=127.0.0.1:2479 "},
		"etcdctl get a --endpoints=127.0.0.1:2379,127.0.0.1:25": {"127.0.0.1:2579 ", "127.0.0.1:25message "}, // a key could follow, too
		"etcdctl get a -w f":       {"fields "},
		"wait le":                  {"leader "},
		"expect members.etcd-02.r": {"members.etcd-02.revision ", "members.etcd-02.role "},
		"curl -X PU":               {"PUT "},
		"nothing like it":          nil,
	} {
		require.Equal(t, want, shell.Complete(host{}, w, line, len(line)), line)
	}
}

func TestCtrlCIsTrapped(t *testing.T) {
	b := newBench(t)
	b.do(`trap 'echo again' INT; while sleep 5; do echo no; done; echo after`)
	b.world.Input(sim.Second, b.node, shell.Interrupt{})
	b.world.RunUntil(2 * sim.Second)
	require.False(t, b.term().Busy(), "sleep got the signal too, which ended the loop")
	require.Equal(t, shell.Result{Stdout: "again\nafter\n"}, b.term().Result())

	// Nobody is locked out of a terminal, whatever is trapped or redirected.
	b.do(`trap '' INT; exec >f; while :; do sleep 5; done`)
	b.world.Input(4*sim.Second, b.node, shell.Interrupt{})
	b.world.RunUntil(5 * sim.Second)
	require.True(t, b.term().Busy())
	b.world.Input(6*sim.Second, b.node, shell.Interrupt{})
	b.world.RunUntil(7 * sim.Second)
	require.False(t, b.term().Busy())
	require.Equal(t, shell.Result{Stdout: "alive\n"}, b.run("echo alive"))

	b.do(`trap - INT; printf 'trap "echo cleaned" EXIT\nsleep 9\necho no\n' > s.sh; bash s.sh; echo no`)
	b.world.Input(b.world.Now()+sim.Second, b.node, shell.Interrupt{})
	b.world.RunUntil(b.world.Now() + 2*sim.Second)
	require.False(t, b.term().Busy())
	require.Contains(t, b.term().Result().Stdout, "cleaned\n")
}
