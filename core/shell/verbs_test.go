package shell_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/shell"
	"raftarium/core/sim"
)

func to[T any](v T) *T { return &v }

var acts = map[string]shell.Act{
	"cluster 5":                          shell.Cluster{Members: 5},
	"cluster --bare 101":                 shell.Cluster{Members: 101, Bare: true},
	"crash etcd-02":                      shell.Crash{Member: 2},
	"restart 2":                          shell.Restart{Member: 2},
	"pause 1":                            shell.Pause{Member: 1},
	"resume 1":                           shell.Resume{Member: 1},
	"timeout 3":                          shell.Timeout{Member: 3},
	"cut 1 2":                            shell.Cut{A: 1, B: 2},
	"cut 1>2":                            shell.Cut{A: 1, B: 2, OneWay: true},
	"cut 2 all":                          shell.Cut{A: 2},
	"join 2 all":                         shell.Join{A: 2},
	"cut 1 > 2":                          shell.Cut{A: 1, B: 2, OneWay: true},
	"cut 1> 2":                           shell.Cut{A: 1, B: 2, OneWay: true},
	"cut 1 >2":                           shell.Cut{A: 1, B: 2, OneWay: true},
	"join 3>1":                           shell.Join{A: 3, B: 1, OneWay: true},
	"partition 1,2 | 3":                  shell.Partition{Groups: [][]sim.Node{{1, 2}, {3}}},
	"partition 1 2 | 3":                  shell.Partition{Groups: [][]sim.Node{{1, 2}, {3}}},
	"partition 1":                        shell.Partition{Groups: [][]sim.Node{{1}}},
	"heal":                               shell.Heal{},
	"link 1 2 latency=40ms":              shell.SetLink{A: 1, B: 2, Latency: to(40 * sim.Millisecond)},
	"link all wan loss=1%":               shell.SetLink{All: true, Latency: to(40 * sim.Millisecond), Jitter: to(40 * sim.Millisecond), Loss: to(10)},
	"link 1>2 loss=0.5% dup=1%":          shell.SetLink{A: 1, B: 2, OneWay: true, Loss: to(5), Duplicate: to(10)},
	"link all jitter=1.5s reorder=100%":  shell.SetLink{All: true, Jitter: to(1500 * sim.Millisecond), Reorder: to(1000)},
	"disk 1 latency=5ms":                 shell.SetDisk{Member: 1, Latency: to(5 * sim.Millisecond)},
	"disk all lose-unsynced=off":         shell.SetDisk{All: true, LoseUnsynced: to(false)},
	"disk 2 lose-unsynced":               shell.SetDisk{Member: 2, LoseUnsynced: to(true)},
	"disk 1 tear lose-unsynced=off":      shell.SetDisk{Member: 1, LoseUnsynced: to(false), Tear: to(true)},
	"disk all tear=off":                  shell.SetDisk{All: true, Tear: to(false)},
	"log 2 1 1 4":                        shell.SetLog{Member: 2, Terms: []uint64{1, 1, 4}},
	"clock 2 rate=1.5":                   shell.SetClock{Member: 2, Rate: to(sim.Rate(1_500_000))},
	"clock all jump=-0.5s rate=0.999999": shell.SetClock{All: true, Rate: to(sim.Rate(999_999)), Jump: to(-500 * sim.Millisecond)},
	"clock 1 jump=+2s":                   shell.SetClock{Member: 1, Jump: to(2 * sim.Second)},
	"disk 1 corrupt":                     shell.CorruptDisk{Member: 1},
	"disk 3 corrupt record=7":            shell.CorruptDisk{Member: 3, Record: 7},
	"disk 3 wipe":                        shell.WipeDisk{Member: 3},
	"rule vote-once off":                 shell.SetRule{Rule: "vote-once", Off: true},
	"transfer etcd-02":                   shell.Transfer{Member: 2},
	"snapshot 1":                         shell.TakeSnapshot{Member: 1},
	"compact etcd-02":                    shell.CompactLog{Member: 2},
	"member add":                         shell.AddMember{},
	"member add --learner":               shell.AddMember{Learner: true},
	"member remove etcd-02":              shell.RemoveMember{Member: 2},
	"member promote 3":                   shell.PromoteMember{Member: 3},
	"member change --add 2 --remove 1":   shell.ChangeMembers{Add: 2, Remove: []sim.Node{1}},
	"member change --learner=1 --promote 2,3": shell.ChangeMembers{AddLearner: 1, Promote: []sim.Node{2, 3}},
	"option pre-vote on":                      shell.SetOption{Option: "pre-vote", Value: "on"},
	"option snapshot-every 100":               shell.SetOption{Option: "snapshot-every", Value: "100"},
	"times etcd":                              shell.SetTimes{Heartbeat: to(100 * sim.Millisecond), ElectionMin: to(sim.Second), ElectionMax: to(2 * sim.Second)},
	"times heartbeat=20ms":                    shell.SetTimes{Heartbeat: to(20 * sim.Millisecond)},
	"times election=100ms-0.5s":               shell.SetTimes{ElectionMin: to(100 * sim.Millisecond), ElectionMax: to(500 * sim.Millisecond)},
	"times election=100ms":                    shell.SetTimes{ElectionMin: to(100 * sim.Millisecond), ElectionMax: to(200 * sim.Millisecond)},
	"times paper heartbeat=20ms":              shell.SetTimes{Heartbeat: to(20 * sim.Millisecond), ElectionMin: to(150 * sim.Millisecond), ElectionMax: to(300 * sim.Millisecond)},
	"preset wan":                              shell.TakePreset{Preset: "wan"},
	"rule vote-once on":                       shell.SetRule{Rule: "vote-once"},
	"drop 17":                                 shell.Drop{Message: 17},
	"terminal":                                shell.OpenTerminal{},
	"terminal B":                              shell.OpenTerminal{Name: "B"},
}

func TestVerbsBecomeActs(t *testing.T) {
	w := newBench(t).world
	for line, want := range acts {
		act, err := shell.ParseAct(host{}, w, strings.Fields(line))
		require.NoError(t, err, line)
		require.Equal(t, want, act, line)
	}
}

// recorder keeps the acts that reach the world.
type recorder struct{ acts *[]any }

func (r recorder) Govern(_ *sim.World, act any, _ sim.Node, _ sim.EventID) {
	*r.acts = append(*r.acts, act)
}

func TestVerbsInATerminalBecomeTheSameActs(t *testing.T) {
	for line, want := range acts {
		b := newBench(t)
		var got []any
		b.world.SetGovernor(recorder{&got})
		require.Equal(t, shell.Result{}, b.run(line+" >/dev/null"), line)
		require.Equal(t, []any{want}, got, line)
	}
}

func TestVerbsSayWhatIsWrong(t *testing.T) {
	w := newBench(t).world
	for line, want := range map[string]string{
		"cluster":                  "cluster: usage: cluster N [--bare], with N from 0 to 101",
		"cluster -1":               "cluster: unknown option '-1'; there is --bare",
		"cluster 102":              "cluster: a cluster has 0 to 101 members, not 102",
		"cluster three":            "cluster: the number of members must be a whole number, not 'three'",
		"cluster 3 --clean":        "cluster: unknown option '--clean'; there is --bare",
		"crash":                    "crash: needs one member, by name, number or ID, as in etcd-01 or 1",
		"crash 1 2":                "crash: needs one member, by name, number or ID, as in etcd-01 or 1",
		"cut 1":                    "cut: needs two members, as in 1 2, or 1>2 for one direction only",
		"cut 1 1":                  "cut: '1' and '1' are the same member",
		"cut 1 2 3":                "cut: '3' is one word too many after the two members",
		"cut >":                    "cut: needs two members, as in 1 2, or 1>2 for one direction only",
		"partition":                "partition: a group is empty; write the groups as in 1,2 | 3,4,5",
		"partition 1 | | 2":        "partition: a group is empty; write the groups as in 1,2 | 3,4,5",
		"partition 1,2 | 2,3":      "partition: '2' is named twice",
		"partition 1,2,3":          "partition: one group with all members is no partition; write the groups as in 1,2 | 3,4,5",
		"link 1 2":                 "link: what to change is missing, as in latency=40ms jitter=5ms loss=10% dup=1% reorder=5%, or lan, demo or wan",
		"link 1 2 latncy=40ms":     "link: 'latncy' is not known; did you mean latency?; there are latency, jitter, loss, dup, reorder",
		"link all wan latency=4ms": "link: latency is given twice",
		"link 1 2 latency=40":      "link: latency: '40' needs a unit, as in 40ms or 40s",
		"link 1 2 latency=-1ms":    "link: latency: '-1ms' is not a span of time; write it as in 40ms, 0.5s or 10s",
		"link 1 2 loss=10":         "link: loss: '10' needs a %, as in 10%",
		"link 1 2 loss=101%":       "link: loss: '101%' is not between 0% and 100%",
		"link 1 2 loss=0.05%":      "link: loss: '0.05%' is too fine: shares go in steps of 0.1%",
		"link all loss=1% loss=2%": "link: loss is given twice",
		"disk 1":                   "disk: usage: disk M|all latency=5ms jitter=1ms lose-unsynced=on|off tear=on|off, disk M corrupt [record=N] or disk M wipe",
		"disk 1 tear=maybe":        "disk: tear: is on or off, not 'maybe'",
		"log 1":                    "log: usage: log M TERM…, with the term of each entry, as in log 2 1 1 4",
		"log 1 1 x":                "log: a term must be a whole number, not 'x'",
		"log 1 0":                  "log: a term is from 1 to 1000000, not 0",
		"log 1 1 4 2":              "log: terms never fall along a log, and 2 comes after 4",
		"clock 1 rate=0":           "clock: rate: '0' is not between 0.1 and 10",
		"clock 1 rate=fast":        "clock: rate: 'fast' is not a rate; write it as in 1.5 or 0.9, with 1 for a clock that is right",
		"clock 1 rate=1.0000001":   "clock: rate: '1.0000001' is too fine: rates go in millionths",
		"clock 1 jump=2":           "clock: jump: '2' needs a unit, as in 2ms or 2s",
		"clock 1 jump=-0s":         "clock: jump: 0 is no jump; write it as in +2s or -500ms",
		"clock 1 speed=2":          "clock: 'speed' is not known; there are rate, jump",
		"disk all wipe":            "disk: wipe is for one disk, as in disk 1 wipe",
		"disk 1 corrupt record=x":  "disk: the number of a record must be a whole number, not 'x'",
		"disk 1 corrupt record=0":  "disk: records are numbered from 1",
		"disk 1 wipe latency=5ms":  "disk: wipe goes without 'latency=5ms'",
		"disk 1 corupt":            "disk: 'corupt' is not known; there are latency, jitter, lose-unsynced, tear",
		"disk 1 lose-unsynced=x":   "disk: lose-unsynced: is on or off, not 'x'",
		"times fast":               "times: 'fast' is not known; there are heartbeat, election",
		"times heartbeat=0.1ms":    "times: heartbeat: '0.1ms' is not between 1ms and 50s",
		"times election=51s":       "times: election: '51s' is not between 1ms and 50s",
		"times election=2s-1s":     "times: election: '2s-1s' ends before it begins; write the shortest first, as in 150ms-300ms",
		"times election=150-300ms": "times: election: '150' needs a unit, as in 150ms or 150s",
		"times":                    "times: usage: times [paper|etcd] [heartbeat=50ms] [election=150ms-300ms]; alone on its line it shows them",
		"preset":                   "preset: usage: preset NAME; alone on its line it lists them",
		"preset wna":               "preset: there is no preset 'wna'; did you mean wan?",
		"preset moon":              "preset: there is no preset 'moon'; there are lan, wan",
		"rule vote-onec off":       "rule: there is no rule 'vote-onec'; did you mean vote-once?",
		"option pre-vtoe on":       "option: there is no option 'pre-vtoe'; did you mean pre-vote?",
		"option pre-vote":          "option: usage: option NAME on|off|VALUE; `help options` lists them",
		"rule vote-once maybe":     "rule: a rule is on or off, not 'maybe'",
		"drop it":                  "drop: the ID of a message must be a whole number, not 'it'",
		"heal all":                 "heal: takes no arguments, and joins all links; to join one, use join A B",
		"slep 1":                   "slep: no verb that changes the world",
	} {
		_, err := shell.ParseAct(host{}, w, strings.Fields(line))
		require.EqualError(t, err, want, line)
	}
}

func TestTimesAndPresetsAreShown(t *testing.T) {
	b := newBench(t)
	require.Equal(t, "heartbeat=50ms election=150ms-300ms\nThat cannot work.\n", b.run("times").Stdout)
	require.Equal(t, "lan        a rack\nwan        a continent\n", b.run("preset").Stdout)
}
