package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fake is a machine that remembers what was run and said.
type fake struct {
	machine
	installed map[string]bool
	programs  map[string]string // and what they answer
	ran, said []string
	fails     string // the start of a command that fails
}

func debian(programs map[string]string, installed ...string) *fake {
	f := &fake{installed: map[string]bool{}, programs: map[string]string{"dpkg-query": ""}}
	for program, answer := range programs {
		f.programs[program] = answer
	}
	for _, name := range installed {
		f.installed[name] = true
	}
	f.root = true
	f.has = func(program string) bool { _, ok := f.programs[program]; return ok }
	f.output = func(command ...string) (string, error) {
		if command[0] != "dpkg-query" {
			return f.programs[command[0]], nil
		}
		if f.installed[command[len(command)-1]] {
			return "installed\n", nil
		}
		return "", errors.New("exit status 1")
	}
	f.run = func(command ...string) error {
		line := strings.Join(command, " ")
		f.ran = append(f.ran, line)
		if f.fails != "" && strings.HasPrefix(line, f.fails) {
			return errors.New("exit status 100")
		}
		return nil
	}
	f.say = func(line string) { f.said = append(f.said, line) }
	return f
}

var few = []need{
	{why: "tests run in Node", packages: []string{"nodejs"}, program: "node", usable: "--version", answer: `^v(1[89]|[2-9]\d)\.`},
	{why: "a display", packages: []string{"xvfb", "xauth"}, program: "xvfb-run"},
	{why: "the real thing", packages: []string{"etcd-server"}, program: "etcd"},
}

func TestDoesAndSaysNothingWhenAllIsThere(t *testing.T) {
	for _, f := range []*fake{
		debian(map[string]string{"node": "v20.1.0"}, "nodejs", "xvfb", "xauth", "etcd-server"),
		debian(map[string]string{"node": "v18.20.4"}, "xvfb", "xauth", "etcd-server"), // a Node that is no package
	} {
		require.NoError(t, f.provide(few))
		require.Empty(t, f.ran)
		require.Empty(t, f.said)
	}
}

func TestInstallsWhatIsMissingAndSaysWhy(t *testing.T) {
	f := debian(nil, "xvfb", "etcd-server")
	require.NoError(t, f.provide(few))
	require.Equal(t, []string{
		"The tests need system packages that are not installed here:",
		"  nodejs: tests run in Node",
		"  xauth: a display",
	}, f.said)
	require.Equal(t, []string{
		"apt-get update",
		"env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends nodejs xauth",
	}, f.ran)
}

func TestDoesNotLeaveAServerRunning(t *testing.T) {
	f := debian(map[string]string{"node": "v22.0.0"}, "xvfb", "xauth")
	f.systemd = true
	require.NoError(t, f.provide(few))
	require.Equal(t, []string{
		"apt-get update",
		"systemctl mask --runtime etcd",
		"env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends etcd-server",
		"systemctl unmask --runtime etcd",
		"systemctl disable etcd",
	}, f.ran)
}

func TestBecomesRootBySudoOrSaysWhatToRun(t *testing.T) {
	all := []string{"xvfb", "xauth", "etcd-server"}

	f := debian(map[string]string{"sudo": ""}, all...)
	f.root, f.asks = false, true
	require.NoError(t, f.provide(few))
	require.Equal(t, "sudo apt-get update", f.ran[0])

	f = debian(map[string]string{"sudo": ""}, all...)
	f.root, f.fails = false, "sudo"
	require.EqualError(t, f.provide(few), "apt-get update: exit status 100: then install them yourself:\n"+
		"  sudo apt-get update && sudo apt-get install --no-install-recommends nodejs")
	require.Equal(t, []string{"sudo --non-interactive apt-get update"}, f.ran, "nobody is there to type a password")

	f = debian(nil, all...)
	f.root = false
	require.EqualError(t, f.provide(few), "installing them takes root, and there is no sudo here: as root run\n"+
		"  apt-get update && apt-get install --no-install-recommends nodejs")
	require.Empty(t, f.ran)
}

func TestANodeThatIsTooOldIsReplacedOrNamed(t *testing.T) {
	f := debian(map[string]string{"node": "v12.22.9"}, "xvfb", "xauth", "etcd-server")
	require.NoError(t, f.provide(few))
	require.Contains(t, f.ran[1], " nodejs")

	f = debian(map[string]string{"node": "v12.22.9"}, "nodejs", "xvfb", "xauth", "etcd-server")
	require.EqualError(t, f.provide(few), "node is too old or does not start (tests run in Node): put a newer node into the PATH")
}

func TestElsewhereItLooksForProgramsOnly(t *testing.T) {
	f := debian(map[string]string{"node": "v20.1.0", "etcd": ""})
	delete(f.programs, "dpkg-query")
	require.EqualError(t, f.provide(few), "this is no Debian, so please install what the tests need yourself:\n  xvfb-run: a display")

	f.programs["xvfb-run"] = ""
	require.NoError(t, f.provide(few))
	require.Empty(t, f.ran)
}

func TestTheTableIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range needs {
		require.NotEmpty(t, n.why)
		require.NotEmpty(t, n.packages)
		for _, name := range n.packages {
			require.False(t, seen[name], "%s is named twice", name)
			seen[name] = true
		}
	}
}
