package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sweep"
)

var rewrite = flag.Bool("rewrite", false, "renew rules.txt, which sweeps thousands of worlds")

// seedsMax is in how many seeds a sweep must find what a rule protects.
const seedsMax = 5000

// earlierMax is how many seeds before the one that is told are played again, to
// see that none of them finds anything.
const earlierMax = 60

func TestTheTableOfRulesIsTrue(t *testing.T) {
	if *rewrite {
		rewriteSeeds(t)
	}
	for _, row := range ruleRows() {
		t.Run(row.Name, func(t *testing.T) {
			require.NotNil(t, row.Seeds, "a sweep of %d seeds shows what the rule is for", seedsMax)
			require.NotEmpty(t, row.Scenario)
			o := sweep.Run(*row.Seeds, sweep.Options{Off: []string{row.Name}})
			require.NotNil(t, o.Violation, "seed %d; run the test with -rewrite", *row.Seeds)
			require.Equal(t, row.Property, o.Violation.Property, "seed %d; run the test with -rewrite", *row.Seeds)
			for seed := uint64(1); seed < min(*row.Seeds, earlierMax); seed++ {
				earlier := sweep.Run(seed, sweep.Options{Off: []string{row.Name}})
				require.False(t, earlier.IsWanted(), "seed %d; run the test with -rewrite", seed)
			}
		})
	}
}

func rewriteSeeds(t *testing.T) {
	var b strings.Builder
	for _, info := range raft.AllRules() {
		if o, ok := sweep.FirstViolation(info.Name, seedsMax); ok {
			fmt.Fprintf(&b, "%s %d\n", info.Name, o.Seed)
		}
	}
	seedsFound = b.String()
	require.NoError(t, os.WriteFile("rules.txt", []byte(seedsFound), 0o644))
}

func TestRulesAreListedInWordsAndAsJSON(t *testing.T) {
	var out, errs bytes.Buffer
	require.Zero(t, run(t.Context(), streams{nil, &out, &errs}, []string{"rules"}), errs.String())
	require.Contains(t, out.String(), "vote-once ")
	require.Len(t, strings.Split(strings.TrimSpace(out.String()), "\n"), len(raft.AllRules())+1)

	out.Reset()
	require.Zero(t, run(t.Context(), streams{nil, &out, &errs}, []string{"rules", "--json"}))
	var rows []ruleRow
	require.NoError(t, json.Unmarshal(out.Bytes(), &rows))
	require.Equal(t, ruleRows(), rows)
	require.Equal(t, "vote-once", rows[0].Name)
	require.Equal(t, "§5.2", rows[0].Section)
	require.Equal(t, "election-safety", rows[0].Property)
	require.Equal(t, "vote-once", rows[0].Scenario)
	require.EqualValues(t, 2, *rows[0].Seeds)

	require.Equal(t, exitUsage, run(t.Context(), streams{nil, &out, &errs}, []string{"rules", "all"}))
}

func TestAScenarioCanBePlayedFirst(t *testing.T) {
	out, errs, code := runScript(t, "expect violations contains leader-completeness\n", "--scenario", "commit-own-term")
	require.Zero(t, code, errs)
	require.Contains(t, out, "leader-completeness is violated by ")
	_, errs, code = runScript(t, "", "--scenario", "fly")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, `no scenario "fly"`)
}
