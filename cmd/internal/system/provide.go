package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// machine is what provide asks of and does to the system.
type machine struct {
	has     func(program string) bool
	output  func(command ...string) (string, error)
	run     func(command ...string) error
	say     func(line string)
	root    bool // this is root
	systemd bool // services are systemd's
	asks    bool // somebody is there to type sudo's password
}

// provide installs what is missing of needs, or says how to.
func (m machine) provide(needs []need) error {
	if !m.has("dpkg-query") {
		return m.lookForPrograms(needs)
	}
	var missing []string
	var reasons []string
	for _, n := range needs {
		lacking, err := m.lacking(n)
		if err != nil {
			return err
		}
		if len(lacking) > 0 {
			missing = append(missing, lacking...)
			reasons = append(reasons, fmt.Sprintf("  %s: %s", strings.Join(lacking, " "), n.why))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	m.say("The tests need system packages that are not installed here:")
	for _, reason := range reasons {
		m.say(reason)
	}
	return m.install(missing)
}

// lacking returns those of n's packages that are not installed, or none when
// a program that did not come as a package will do.
func (m machine) lacking(n need) ([]string, error) {
	if n.usable != "" && m.has(n.program) {
		answer, err := m.output(n.program, n.usable)
		if err == nil && regexp.MustCompile(n.answer).MatchString(answer) {
			return nil, nil
		}
	}
	var lacking []string
	for _, name := range n.packages {
		// dpkg-query fails for a name that it has never heard of.
		status, err := m.output("dpkg-query", "--show", "--showformat=${db:Status-Status}\n", name)
		if err != nil || !slices.Contains(strings.Fields(status), "installed") {
			lacking = append(lacking, name)
		}
	}
	if n.usable != "" && len(lacking) == 0 {
		return nil, fmt.Errorf("%s is too old or does not start (%s): put a newer %s into the PATH", n.program, n.why, n.program)
	}
	return lacking, nil
}

// install has apt install packages.
func (m machine) install(packages []string) error {
	update := []string{"apt-get", "update"}
	install := append([]string{"env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes", "--no-install-recommends"}, packages...)
	byHand := "sudo apt-get update && sudo apt-get install --no-install-recommends " + strings.Join(packages, " ")

	var sudo []string
	switch {
	case m.root:
	case !m.has("sudo"):
		return fmt.Errorf("installing them takes root, and there is no sudo here: as root run\n  %s", strings.ReplaceAll(byHand, "sudo ", ""))
	case m.asks:
		sudo = []string{"sudo"}
	default:
		sudo = []string{"sudo", "--non-interactive"}
	}
	commands := [][]string{update, install}
	if m.systemd && slices.Contains(packages, "etcd-server") {
		// Debian starts a server as soon as it is installed. The tests start
		// their own, and this one would hold its ports for ever.
		commands = [][]string{
			update,
			{"systemctl", "mask", "--runtime", "etcd"},
			install,
			{"systemctl", "unmask", "--runtime", "etcd"},
			{"systemctl", "disable", "etcd"},
		}
	}
	for _, command := range commands {
		if err := m.run(slices.Concat(sudo, command)...); err != nil {
			return fmt.Errorf("%s: %w: then install them yourself:\n  %s", strings.Join(command, " "), err, byHand)
		}
	}
	return nil
}

// lookForPrograms is for systems whose packages this program does not know.
func (m machine) lookForPrograms(needs []need) error {
	var missing []string
	for _, n := range needs {
		if n.program != "" && !m.has(n.program) {
			missing = append(missing, fmt.Sprintf("  %s: %s", n.program, n.why))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("this is no Debian, so please install what the tests need yourself:\n%s", strings.Join(missing, "\n"))
}
