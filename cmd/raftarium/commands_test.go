package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHelpListsEverySubcommand(t *testing.T) {
	for _, asked := range []string{"help", "-h", "--help"} {
		code, stdout, stderr := invoke(t, asked)
		require.Equal(t, exitDone, code)
		require.Empty(t, stderr)
		for _, c := range commands() {
			require.Contains(t, stdout, "  raftarium "+c.name)
			require.Contains(t, stdout, c.summary)
		}
	}
}

// What is asked for goes where a pager finds it.
func TestASubcommandExplainsItsFlags(t *testing.T) {
	for _, c := range commands() {
		for _, asked := range [][]string{{c.name, "--help"}, {c.name, "-h"}, {"help", c.name}} {
			if c.name == "help" {
				asked = []string{"help", "help"}
			}
			code, stdout, stderr := invoke(t, asked...)
			require.Equal(t, exitDone, code, asked)
			require.Empty(t, stderr, asked)
			require.Contains(t, stdout, strings.TrimSpace("raftarium "+c.name+" "+c.usage)+"\n", asked)
			require.Contains(t, stdout, c.summary, asked)
			for _, flag := range regexp.MustCompile(`-[a-z]+`).FindAllString(c.usage, -1) {
				if c.name != "help" {
					require.Contains(t, stdout, "\n  "+flag, asked)
				}
			}
		}
	}
}

func TestAWrongFlagIsToldInOneLine(t *testing.T) {
	for _, c := range commands() {
		if c.name == "help" {
			continue
		}
		code, stdout, stderr := invoke(t, c.name, "--swim")
		require.Equal(t, exitUsage, code)
		require.Empty(t, stdout)
		require.Equal(t, "raftarium "+c.name+": flag provided but not defined: -swim; raftarium "+c.name+" --help lists the flags\n", stderr)
	}
	code, stdout, stderr := invoke(t, "help", "swim")
	require.Equal(t, exitUsage, code)
	require.Empty(t, stdout)
	require.Equal(t, "raftarium: there is no subcommand \"swim\": \"raftarium help\" lists them\n", stderr)
}

func TestACommandLineThatIsNotUnderstoodEndsWithTwo(t *testing.T) {
	code, stdout, stderr := invoke(t)
	require.Equal(t, exitUsage, code)
	require.Empty(t, stdout)
	require.Contains(t, stderr, "raftarium serve")

	code, stdout, stderr = invoke(t, "swim")
	require.Equal(t, exitUsage, code)
	require.Empty(t, stdout)
	require.Equal(t, "raftarium: there is no subcommand \"swim\": \"raftarium help\" lists them\n", stderr)
}
