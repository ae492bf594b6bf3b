package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/check"
	"raftarium/core/sim"
)

var patience = check.Patience{Leader: 100, Answer: 50}

// passes lets time pass.
func (c *cluster) passes(d sim.Time) {
	c.now.Time += d
	c.Passed(c.at())
}

func (c *cluster) leads(n sim.Node, term uint64, followers ...sim.Node) {
	c.Led(c.at(), n, term)
	for _, f := range followers {
		c.Followed(c.at(), f, n, term)
	}
}

func (c *cluster) standing(property string) (standing check.Standing) {
	for s := range c.States {
		if s.Property == property {
			standing = s.Standing
		}
	}
	return standing
}

func TestAHealedClusterIsAlive(t *testing.T) {
	for name, x := range map[string]struct {
		story    func(c *cluster)
		standing check.Standing
	}{
		"nothing is said of one that is broken": {func(c *cluster) { c.passes(1000) }, check.Waiting},
		"a leader is looked for": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.passes(90)
		}, check.Waiting},
		"no leader is found": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.passes(101)
		}, check.Violated},
		"a leader is found": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.leads(2, 1, 3)
			c.passes(1000)
		}, check.Holding},
		"a leader that nobody follows": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.leads(2, 1)
			c.passes(1000)
		}, check.Violated},
		"a leader that is followed in another term": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.leads(2, 2)
			c.Followed(c.at(), 3, 2, 1)
			c.passes(1000)
		}, check.Violated},
		"a leader is lost": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.leads(2, 1, 3)
			c.passes(1000)
			c.Followed(c.at(), 2, sim.Nobody, 0)
			c.passes(50)
		}, check.Waiting},
		"a leader is lost for good": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.leads(2, 1, 3)
			c.passes(1000)
			c.Followed(c.at(), 2, sim.Nobody, 0)
			c.passes(101)
		}, check.Violated},
		"a fault takes the pressure away": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.passes(90)
			c.Disturbed()
			c.passes(1000)
		}, check.Waiting},
		"a request is answered": {func(c *cluster) {
			c.Asked(c.at(), 2, client, 1, false)
			c.Healed(c.now.Time, patience)
			c.leads(2, 1, 3)
			c.passes(140)
			c.Answered(c.at(), 2, client, 1, check.Outcome{})
			c.passes(1000)
		}, check.Holding},
		"a request is not answered": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.leads(2, 1, 3)
			c.passes(1000)
			c.Asked(c.at(), 2, client, 1, false)
			c.passes(148)
			require.Empty(t, c.Found())
			c.passes(1)
		}, check.Violated},
		"a node that stopped for good owes no answers": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.leads(2, 1, 1, 3)
			c.Asked(c.at(), 3, client, 1, false)
			c.Crashed(3)
			c.Healed(c.now.Time, patience)
			c.passes(1000)
		}, check.Holding},
		"a watch has no end": {func(c *cluster) {
			c.Healed(c.now.Time, patience)
			c.leads(2, 1, 3)
			c.Asked(c.at(), 2, client, 1, true)
			c.passes(1000)
		}, check.Holding},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCluster(3)
			x.story(c)
			require.Equal(t, x.standing, c.standing(check.Liveness))
			require.Equal(t, x.standing == check.Violated, len(c.Found()) == 1)
		})
	}
}
