package shell

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ctlKind is the type of a flag's value.
type ctlKind uint8

const (
	ctlBool ctlKind = iota
	ctlString
	ctlNumber
	ctlDuration
)

// ctlFlag is one of etcdctl's flags.
type ctlFlag struct {
	name  string
	short byte // 0: none
	kind  ctlKind
	value string // if it is not given
	about string
	// absent says that a value other than the default asks for what is not
	// there yet.
	absent bool
}

// ctlFlags are the flags that a command knows, and their values where none is
// given, which are shared by all who give none.
type ctlFlags struct {
	list     []ctlFlag
	defaults ctlValues
}

func ctlFlagsOf(list []ctlFlag) ctlFlags {
	defaults := make(ctlValues, len(list))
	for _, f := range list {
		defaults[f.name] = f.value
	}
	return ctlFlags{list, defaults}
}

// ctlValues are the values of flags.
type ctlValues map[string]string

func (v ctlValues) on(name string) bool { return v[name] == "true" }

// set checks a flag's value and keeps it.
func (v ctlValues) set(f ctlFlag, label, text string) error {
	var err error
	switch f.kind {
	case ctlBool:
		var on bool
		on, err = strconv.ParseBool(text)
		v[f.name] = strconv.FormatBool(on)
	case ctlNumber:
		_, err = strconv.ParseInt(text, 0, 64)
		v[f.name] = text
	case ctlDuration:
		_, err = time.ParseDuration(text)
		v[f.name] = text
	default:
		v[f.name] = text
	}
	if err != nil {
		return fmt.Errorf("invalid argument %q for %q flag: %w", text, label, err)
	}
	return nil
}

func findCtlFlag(flags []ctlFlag, name string) (ctlFlag, bool) {
	for _, f := range flags {
		if f.name == name {
			return f, true
		}
	}
	return ctlFlag{}, false
}

func findCtlShort(flags []ctlFlag, short byte) (ctlFlag, bool) {
	for _, f := range flags {
		if f.short == short && short != 0 {
			return f, true
		}
	}
	return ctlFlag{}, false
}

// parseCtlFlags separates flags from arguments as pflag does: they may stand
// before and after each other, until "--".
func parseCtlFlags(flags ctlFlags, args []string) (ctlValues, []string, error) {
	values := flags.defaults
	if slices.ContainsFunc(args, func(arg string) bool { return strings.HasPrefix(arg, "-") }) {
		values = maps.Clone(values)
	}
	rest := make([]string, 0, len(args))
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		var err error
		switch {
		case arg == "--":
			return values, append(rest, args...), nil
		case strings.HasPrefix(arg, "--"):
			args, err = values.long(flags.list, arg[2:], args)
		case len(arg) > 1 && arg[0] == '-':
			args, err = values.shorts(flags.list, arg, args)
		default:
			rest = append(rest, arg)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return values, rest, nil
}

func (v ctlValues) long(flags []ctlFlag, text string, args []string) ([]string, error) {
	name, value, given := strings.Cut(text, "=")
	if name == "" || name[0] == '-' || name[0] == '=' {
		return nil, fmt.Errorf("bad flag syntax: --%s", text)
	}
	f, ok := findCtlFlag(flags, name)
	switch {
	case !ok:
		return nil, fmt.Errorf("unknown flag: --%s", name)
	case given:
	case f.kind == ctlBool:
		value = "true"
	case len(args) == 0:
		return nil, fmt.Errorf("flag needs an argument: --%s", name)
	default:
		value, args = args[0], args[1:]
	}
	label := "--" + name
	if f.short != 0 {
		label = "-" + string(f.short) + ", --" + name
	}
	return args, v.set(f, label, value)
}

func (v ctlValues) shorts(flags []ctlFlag, arg string, args []string) ([]string, error) {
	for i := 1; i < len(arg); i++ {
		f, ok := findCtlShort(flags, arg[i])
		if !ok {
			return nil, fmt.Errorf("unknown shorthand flag: %q in %s", arg[i], arg)
		}
		label := "-" + string(f.short) + ", --" + f.name
		rest := arg[i+1:]
		switch {
		case strings.HasPrefix(rest, "="):
			return args, v.set(f, label, rest[1:])
		case f.kind == ctlBool:
			if err := v.set(f, label, "true"); err != nil {
				return nil, err
			}
		case rest != "":
			return args, v.set(f, label, rest)
		case len(args) == 0:
			return nil, fmt.Errorf("flag needs an argument: %q in %s", arg[i], arg)
		default:
			return args[1:], v.set(f, label, args[0])
		}
	}
	return args, nil
}

// ctlWords returns the words of args that may name a command, as cobra finds
// them before it knows the flags of any but the root: an unknown flag takes
// the word after it along.
func ctlWords(args []string) (words []int) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		takes := false
		switch {
		case arg == "--":
			return words
		case strings.HasPrefix(arg, "--") && !strings.Contains(arg, "="):
			f, ok := findCtlFlag(ctlTable().flags, arg[2:])
			takes = !ok || f.kind != ctlBool
		case strings.HasPrefix(arg, "-") && len(arg) == 2:
			f, ok := findCtlShort(ctlTable().flags, arg[1])
			takes = !ok || f.kind != ctlBool
		case arg != "" && arg[0] != '-':
			words = append(words, i)
		}
		if takes {
			if len(args)-i-1 <= 1 {
				return words
			}
			i++
		}
	}
	return words
}
