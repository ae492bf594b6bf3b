package sweep

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// planOf is a plan in which lines are typed a second after each other.
func planOf(members int, faults string, lines ...string) Plan {
	named, err := FaultsNamed(faults)
	if err != nil {
		panic(err)
	}
	m := Mixture{Config: lab.Config{Members: members, Seed: 1, Profile: lab.PaperTimes, Net: lab.LAN}, Faults: named, Clients: 1, Keys: 1}
	m.base, m.disk = m.Config.Quiet()
	p := Plan{Mixture: m, Calm: true}
	for _, line := range lines {
		p.End += 2 * sim.Second
		p.Inputs = append(p.Inputs, lab.Input{At: p.End, Terminal: sim.FirstClient, What: shell.Line{Text: line}})
	}
	p.End += 2 * sim.Second
	return p
}

func TestWhatIsTakenAwayLeavesAMajority(t *testing.T) {
	for name, tc := range map[string]struct {
		members int
		lines   []string
		sound   bool
	}{
		"one of three":                    {3, []string{"crash 1; disk 1 wipe"}, true},
		"two of three":                    {3, []string{"crash 1", "disk 1 wipe", "crash 2; disk 2 wipe"}, false},
		"two of five":                     {5, []string{"crash 1", "disk 1 wipe", "crash 2", "disk 2 wipe"}, true},
		"a member, and one of the others": {5, []string{"member remove 5", "member remove 4", "crash 1", "disk 1 wipe", "crash 2", "disk 2 wipe"}, false},
		"one of a cluster of two":         {3, []string{"member remove 3", "member remove 2"}, false},
		"who is needed":                   {3, []string{"crash 1", "disk 1 wipe", "member remove 2"}, false},
		"who is not":                      {3, []string{"crash 1", "disk 1 wipe", "member remove 1"}, true},
		"two of four at once":             {4, []string{"member change --remove 1,2"}, true},
		"three of four at once":           {4, []string{"member change --remove 1,2,3"}, false},
		"nobody there":                    {3, []string{"disk 9 wipe", "member remove 9"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := replay(1, planOf(tc.members, "damage,member", tc.lines...))
			require.Equal(t, tc.sound, !o.unsound)
			if tc.sound {
				require.Nil(t, o.Violation)
			}
		})
	}
}

// That nobody leads three members of which two have lost their disks is nobody's
// fault: what is shrunk does not end there.
func TestAViolationIsNotShrunkToAWorldThatHasLostAMajority(t *testing.T) {
	lost := replay(1, planOf(3, "damage", "crash 1", "disk 1 wipe", "crash 2", "disk 2 wipe"))
	require.Equal(t, Liveness, lost.Violation.Property)
	require.True(t, lost.unsound)

	x := shrinking{best: Outcome{Seed: 1, Violation: &Violation{Property: Liveness}}, left: 2, sound: true}
	require.False(t, x.try(lost.Plan))
	x.sound = false
	require.True(t, x.try(lost.Plan), "where the world to be shrunk has lost as much, it is what it is")
}
