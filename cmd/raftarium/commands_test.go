package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHelpListsEverySubcommand(t *testing.T) {
	for _, asked := range []string{"help", "-h", "--help"} {
		code, stdout, stderr := invoke(t, asked)
		require.Equal(t, exitDone, code)
		require.Empty(t, stderr)
		for _, c := range commands() {
			require.Contains(t, stdout, "  raftarium "+c.name+" ")
			require.Contains(t, stdout, c.summary)
		}
	}
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
