package shell

import (
	"fmt"
	"slices"
	"strings"
)

// runMove is mv and cp.
func runMove(x context, args []string, _ variables) {
	copies := args[0] == "cp"
	given, names, err := toolOptions(args, "frRnvpai", map[string]byte{"recursive": 'r', "force": 'f', "archive": 'a'})
	switch {
	case err != nil:
	case len(names) == 0:
		err = fmt.Errorf("%s: missing file operand", args[0])
	case len(names) == 1:
		err = fmt.Errorf("%s: missing destination file operand after '%s'", args[0], names[0])
	}
	if err != nil {
		x.print(2, err.Error()+"\nTry '"+args[0]+" --help' for more information.\n")
		x.exit(1)
		return
	}
	deep := !copies || given['r'] != nil || given['R'] != nil || given['a'] != nil
	to := names[len(names)-1]
	code := 0
	fail := func(format string, args ...any) {
		x.print(2, fmt.Sprintf(format, args...)+"\n")
		code = 1
	}
	into := x.files.isFolder(x.here().folderPath(to))
	if len(names) > 2 && !into {
		fail("%s: target '%s' is not a directory", args[0], to)
		names = nil
	}
	for _, name := range names[:max(0, len(names)-1)] {
		target := x.here().path(to)
		if into {
			target = x.here().folderPath(to) + baseName(name)
		}
		from := x.here().folderPath(name)
		data, isFile := x.here().read(name)
		switch {
		case isFile && x.here().path(name) == target:
			fail("%s: '%s' and '%s' are the same file", args[0], name, to)
		case isFile:
			if err := x.here().create(target, false); err != nil {
				fail("%s: cannot create regular file '%s': %v", args[0], to, err)
			} else if err := x.files.add(target, string(data)); err != nil {
				fail("%s: error writing '%s': %v", args[0], to, err)
			} else if !copies {
				x.files.remove(x.here().path(name))
			}
		case !x.files.isFolder(from):
			fail("%s: cannot stat '%s': %s", args[0], name, noSuchFile)
		case !deep:
			fail("cp: -r not specified; omitting directory '%s'", name)
		case strings.HasPrefix(target+"/", from) || from == home || from == tmp || from == "/":
			fail("%s: cannot %s '%s' to a subdirectory of itself, '%s'", args[0], map[bool]string{true: "copy", false: "move"}[copies], name, target)
		default:
			x.files.insert(file{name: target + "/"})
			for _, path := range x.files.within(from) {
				i, _ := x.files.find(path)
				data := slices.Clone(x.files[i].data)
				if err := x.files.insert(file{name: target + "/" + path[len(from):], data: data}); err != nil {
					fail("%s: cannot create '%s': %v", args[0], to, err)
					break
				}
			}
			if !copies && code == 0 {
				for _, path := range append(x.files.within(from), from) {
					x.files.remove(path)
				}
			}
		}
	}
	x.exit(code)
}

// baseName is what follows the last / of a path.
func baseName(name string) string {
	name = strings.TrimRight(name, "/")
	return name[strings.LastIndexByte(name, '/')+1:]
}

// runNamePart is basename and dirname.
func runNamePart(x context, args []string, _ variables) {
	words := args[1:]
	if len(words) == 0 {
		x.print(2, args[0]+": missing operand\nTry '"+args[0]+" --help' for more information.\n")
		x.exit(1)
		return
	}
	name := strings.TrimRight(words[0], "/")
	switch i := strings.LastIndexByte(name, '/'); {
	case name == "" && words[0] != "":
		name = "/"
	case args[0] == "basename":
		name = name[i+1:]
		if len(words) > 1 && name != words[1] {
			name = strings.TrimSuffix(name, words[1])
		}
	case i < 0:
		name = "."
	case i == 0:
		name = "/"
	default:
		name = name[:i]
	}
	x.print(1, name+"\n")
	x.exit(0)
}
