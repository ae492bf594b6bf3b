package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sweep"
)

// seedsFound says for each rule in how many seeds a sweep finds a violation
// without it. A test holds that it is true, and renews it with -rewrite.
//
//go:embed rules.txt
var seedsFound string

// ruleRow is what the table says of a rule.
type ruleRow struct {
	Name     string `json:"name"`
	Section  string `json:"section"`  // of the paper, or of the dissertation after a D
	Property string `json:"property"` // that it protects
	Scenario string `json:"scenario"` // that proves it, or ""
	// Seeds is how many worlds `raftarium check --rule NAME=off` plays until it
	// finds a violation, or nil if it does not in 5,000.
	Seeds *uint64 `json:"seeds"`
	// Directed says that every second world's faults are directed at the rule.
	Directed bool `json:"directed"`
}

func rules(_ context.Context, std streams, args []string) int {
	flags := flag.NewFlagSet("raftarium rules", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "print an array of records: name, section, property, scenario, seeds, directed")
	if code, ok := parse(flags, std, args); !ok {
		return code
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(std.err, "raftarium rules: %q is not understood: there are flags only\n", flags.Arg(0))
		return exitUsage
	}
	if *asJSON {
		out, err := json.MarshalIndent(ruleRows(), "", "  ")
		if err != nil {
			panic("encode the rules: " + err.Error())
		}
		fmt.Fprintf(std.out, "%s\n", out)
		return exitDone
	}
	printRules(std.out, ruleRows())
	return exitDone
}

func printRules(w io.Writer, rows []ruleRow) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "RULE\tSECTION\tPROPERTY PROTECTED\tSCENARIO\tSEEDS UNTIL FOUND\n")
	for _, r := range rows {
		scenario, seeds := r.Scenario, "not measured"
		if scenario == "" {
			scenario = "none"
		}
		if r.Seeds != nil {
			seeds = strconv.FormatUint(*r.Seeds, 10)
		}
		if r.Directed {
			seeds += ", directed faults"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", r.Name, r.Section, r.Property, scenario, seeds)
	}
	table.Flush()
}

// ruleRows returns the table, in the order of the rules.
func ruleRows() []ruleRow {
	scenarios := map[string]string{}
	for _, s := range lab.Scenarios() {
		if s.Name == s.Rule {
			scenarios[s.Rule] = s.Name
		}
	}
	found := parseSeeds(seedsFound)
	var rows []ruleRow
	for _, info := range raft.AllRules() {
		row := ruleRow{Name: info.Name, Section: info.Section, Property: info.Property, Scenario: scenarios[info.Name]}
		if f := found[info.Name]; f != 0 {
			row.Seeds = &f
		}
		_, row.Directed = sweep.Directed(info.Name)
		rows = append(rows, row)
	}
	return rows
}

// parseSeeds reads lines such as "vote-once 1".
func parseSeeds(text string) map[string]uint64 {
	all := map[string]uint64{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) != 2 {
			continue
		}
		seeds, err := strconv.ParseUint(words[1], 10, 64)
		if err != nil {
			panic("rules.txt: " + err.Error())
		}
		all[words[0]] = seeds
	}
	return all
}
