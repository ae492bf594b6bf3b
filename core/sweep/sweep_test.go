package sweep

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/shell"
)

func TestRaftViolatesNothing(t *testing.T) {
	worlds := uint64(120)
	if testing.Short() {
		worlds = 10
	}
	for seed := uint64(1); seed <= worlds; seed++ {
		o := Run(seed, Options{})
		require.Nil(t, o.Violation, "seed %d: %s", seed, o.Plan.Mixture)
		require.Positive(t, o.Events)
	}
}

func TestWithoutARuleSomethingIsViolatedSoon(t *testing.T) {
	for _, tc := range []struct {
		rule     string
		seedsMax uint64
	}{
		{"vote-once", 20},
		{"vote-durable", 1000},
		{"log-up-to-date", 100},
		{"commit-own-term", 300},
		{"consistency-check", 20},
		{"step-down", 50},
		{"append-durable", 1000},
		{"quorum-is-majority", 20},
		{"read-quorum", 200},
		{"read-own-term", 200},
		{"lease-keeps-leader", 100},
		{"lease-from-send", 100},
		{"restart-keeps-leader", 100},
		{"transfer-ends-lease", 20},
		{"snapshot-durable", 100},
		{"snapshot-late", 1500},
		{"one-change", 1000},
		{"change-own-term", 50},
		{"joint-consensus", 2000},
		{"learners-do-not-vote", 1000},
	} {
		t.Run(tc.rule, func(t *testing.T) {
			o, found := FirstViolation(tc.rule, tc.seedsMax)
			require.True(t, found)
			require.LessOrEqual(t, o.Seed, tc.seedsMax)
		})
	}
}

// What is directed at a rule harms nobody who keeps it.
func TestDirectedMixturesFindNothingWithTheRuleOn(t *testing.T) {
	for rule, d := range directed {
		t.Run(rule, func(t *testing.T) {
			_, known := raft.RuleNamed(rule)
			require.True(t, known)
			for seed := uint64(1); seed <= 15; seed++ {
				c := chanceOf(seed)
				m := draw(Options{}, seed, c)
				d.direct(&m, Options{}, c)
				o := run(seed, m, Options{}, c)
				require.Nil(t, o.Violation, "seed %d: %s", seed, m)
				require.NotEmpty(t, m.Faults)
			}
		})
	}
}

func TestAWorldIsAFunctionOfItsPlan(t *testing.T) {
	for seed := uint64(1); seed <= 20; seed++ {
		o := Run(seed, Options{})
		again := replay(seed, o.Plan)
		require.Equal(t, o.Events, again.Events, "seed %d", seed)
		require.Equal(t, o.played, again.played, "seed %d", seed)
	}
}

func TestAViolationIsShrunkToWhatBringsItAbout(t *testing.T) {
	o, found := FirstViolation("log-up-to-date", 100)
	require.True(t, found)
	small := Shrink(o)
	require.Equal(t, o.Violation.Property, small.Violation.Property)
	require.Less(t, len(small.Inputs()), len(o.Inputs())/2)
	require.Contains(t, small.Script(), "\nrule log-up-to-date off\n")
	head := len(small.Plan.Off) + small.Plan.Mixture.Clients - 1
	for i := head; i < len(small.Plan.Inputs); i++ {
		plan := small.Plan
		plan.Inputs = append(append([]lab.Input(nil), plan.Inputs[:i]...), plan.Inputs[i+1:]...)
		less := replay(small.Seed, plan)
		require.True(t, less.Violation == nil || less.Violation.Property != small.Violation.Property, "input %d of %d could be left out:\n%s", i, len(plan.Inputs), small.Script())
	}
}

func TestScriptAndLinkLeadToTheViolation(t *testing.T) {
	for _, rule := range []string{"vote-once", "consistency-check", "quorum-is-majority"} {
		t.Run(rule, func(t *testing.T) {
			o, found := FirstViolation(rule, 100)
			require.True(t, found)
			for _, o := range []Outcome{o, Shrink(o)} {
				l, err := lab.New(lab.Config{})
				require.NoError(t, err)
				var last shell.Result
				for line := range strings.Lines(o.Script()) {
					last, err = l.Run(operator, strings.TrimSpace(line))
					require.NoError(t, err)
				}
				require.Contains(t, last.Stdout, o.Violation.Property+" is violated by ")
				require.NotZero(t, last.Code)
				l.Seek(o.Violation.At)

				opened, err := lab.Open("http://localhost:8080/#" + o.Link())
				require.NoError(t, err)
				require.Equal(t, o.Violation.At, opened.Now())
				require.Equal(t, lab.Violations(l.World()), lab.Violations(opened.World()))
				require.Contains(t, violated(opened), o.Violation.Property)
				opened.Seek(o.Violation.At - 1)
				require.NotContains(t, violated(opened), o.Violation.Property, "a moment before it is not violated")
			}
		})
	}
}

func violated(l *lab.Lab) (properties []string) {
	for _, v := range lab.Violations(l.World()) {
		properties = append(properties, v.Property)
	}
	return properties
}

func TestFaultsAreNamed(t *testing.T) {
	named, err := FaultsNamed("crash, loss")
	require.NoError(t, err)
	require.Len(t, named, 2)
	all, err := FaultsNamed("all")
	require.NoError(t, err)
	require.Len(t, all, len(faults))
	none, err := FaultsNamed("none")
	require.NoError(t, err)
	require.Empty(t, none)
	require.NotNil(t, none, "none is not all")
	_, err = FaultsNamed("crash,flood")
	require.ErrorContains(t, err, `there is no fault "flood": there are loss, duplicate, `)
}

func TestWithoutFaultsNothingIsDoneToTheCluster(t *testing.T) {
	o := Run(1, Options{Faults: []Fault{}, Members: 3})
	require.Nil(t, o.Violation)
	require.Empty(t, o.Plan.Mixture.Faults)
	for _, in := range o.Plan.Inputs {
		line := in.What.(shell.Line).Text
		require.Regexp(t, `^(etcdctl|terminal|option) `, line)
	}
}

// The faults that a mixture draws are made, and each of them by a verb that the
// world takes: none is refused.
func TestEveryFaultIsMadeByAVerbThatIsTaken(t *testing.T) {
	for _, f := range faults {
		t.Run(f.Name, func(t *testing.T) {
			made := 0
			for seed := uint64(1); seed <= 5; seed++ {
				s := newStorm(draw(Options{Faults: []Fault{f}, Members: 3}, seed, chanceOf(seed)), chanceOf(seed))
				s.begin(nil)
				require.True(t, s.rage(40))
				for _, in := range s.play.Inputs() {
					if in.Terminal == 1024 && !strings.HasPrefix(in.What.(shell.Line).Text, "terminal ") {
						made++
					}
				}
				operating, _ := lab.TerminalAt(s.play.World(), 1024)
				for _, line := range operating.Screen().All {
					require.NotEqual(t, shell.Stderr, line.Kind, "%s", line.Text)
				}
			}
			require.Greater(t, made, 40)
		})
	}
}
