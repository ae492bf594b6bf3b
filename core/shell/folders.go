package shell

import (
	"fmt"
	"strings"
)

// The commands for files and folders, as GNU's are.

const noSuchFile = "No such file or directory"

// runCd is cd.
func runCd(x context, args []string, _ variables) {
	to, shown := home, false
	if len(args) > 1 && args[1] == "--" {
		args = args[1:]
	}
	if len(args) > 1 {
		if to, shown = args[1], args[1] == "-"; shown {
			if to = x.vars.get("OLDPWD"); to == "" {
				x.complain("cd: OLDPWD not set")
				x.exit(1)
				return
			}
		}
	}
	path := x.here().folderPath(to)
	switch _, isFile := x.here().read(to); {
	case len(args) > 2:
		x.complain("cd: too many arguments")
		x.exit(1)
	case isFile:
		x.complain("cd: %s: Not a directory", to)
		x.exit(1)
	case !x.files.isFolder(path):
		x.complain("cd: %s: %s", to, noSuchFile)
		x.exit(1)
	default:
		x.assign("OLDPWD", x.workingFolder())
		if x.folder = path; shown {
			x.print(1, x.workingFolder()+"\n")
		}
		x.exit(0)
	}
}

// workingFolder is the task's folder as pwd prints it.
func (x context) workingFolder() string { return x.here().path(".") }

func runPwd(x context, _ []string, _ variables) {
	x.print(1, x.workingFolder()+"\n")
	x.exit(0)
}

// fileOptions reads the options of a command on files, and what it is to be done to.
func (x context) fileOptions(args []string, letters string, long map[string]byte) (map[byte][]string, []string, bool) {
	given, names, err := toolOptions(args, letters, long)
	if err == nil && len(names) == 0 && given['f'] == nil {
		err = fmt.Errorf("%s: missing operand", args[0])
	}
	if err != nil {
		x.print(2, err.Error()+"\nTry '"+args[0]+" --help' for more information.\n")
		x.exit(1)
	}
	return given, names, err == nil
}

func runMkdir(x context, args []string, _ variables) {
	given, names, ok := x.fileOptions(args, "pvm:", map[string]byte{"parents": 'p'})
	if !ok {
		return
	}
	code := 0
	for _, name := range names {
		path := x.here().folderPath(name)
		_, isFile := x.here().read(name)
		onTheWay, blocked := x.fileOnTheWay(name)
		err := ""
		switch {
		case isFile || x.files.isFolder(path) && given['p'] == nil:
			err = "File exists"
		case blocked && given['p'] != nil:
			name, err = onTheWay, "Not a directory"
		case blocked:
			err = "Not a directory"
		case given['p'] != nil:
			if failed := x.makeFolders(name); failed != nil {
				err = failed.Error()
			}
		default:
			if failed := x.files.insert(file{name: path}); failed != nil {
				err = failed.Error()
			}
		}
		if err != "" {
			x.print(2, "mkdir: cannot create directory ‘"+name+"’: "+err+"\n")
			code = 1
		}
	}
	x.exit(code)
}

// fileOnTheWay returns the file that stands where a path has a folder, if one does.
func (x context) fileOnTheWay(path string) (name string, ok bool) {
	for i := 1; i < len(path); i++ {
		if path[i] != '/' {
			continue
		}
		if _, isFile := x.here().read(path[:i]); isFile {
			return path[:i], true
		}
	}
	return "", false
}

// makeFolders makes a folder, and those that it lies in.
func (x context) makeFolders(name string) error {
	path := x.here().folderPath(name)
	for i := 1; i < len(path); i++ {
		if path[i] == '/' && !x.files.isFolder(path[:i+1]) {
			if err := x.files.insert(file{name: path[:i+1]}); err != nil {
				return err
			}
		}
	}
	return nil
}

func runRmdir(x context, args []string, _ variables) {
	_, names, ok := x.fileOptions(args, "pv", nil)
	if !ok {
		return
	}
	code := 0
	for _, name := range names {
		path := x.here().folderPath(name)
		why := ""
		switch _, isFile := x.here().read(name); {
		case isFile:
			why = "Not a directory"
		case len(x.files.within(path)) > 0 || path == home || path == tmp:
			why = "Directory not empty"
		case !x.files.remove(path):
			why = noSuchFile
		}
		if why != "" {
			x.print(2, "rmdir: failed to remove '"+name+"': "+why+"\n")
			code = 1
		}
	}
	x.exit(code)
}

// runRm is rm. With -r it removes folders; the folder of a member's data is its
// disk, which is wiped.
func runRm(x context, args []string, _ variables) {
	given, names, ok := x.fileOptions(args, "frRvi", map[string]byte{"force": 'f', "recursive": 'r'})
	if !ok {
		return
	}
	code, acted := 0, false
	deep := given['r'] != nil || given['R'] != nil
	for _, name := range names {
		path, folder := x.here().path(name), x.here().folderPath(name)
		why := ""
		switch {
		case x.files.remove(path):
		case x.files.isFolder(folder) && !deep:
			why = "Is a directory"
		case x.files.isFolder(folder):
			for _, inside := range x.files.within(folder) {
				x.files.remove(inside)
			}
			x.files.remove(folder)
		default:
			did, problem := x.wipe(name, deep)
			if why = problem; !did && why == "" && given['f'] == nil {
				why = noSuchFile
			}
			acted = acted || did
		}
		if why != "" {
			x.print(2, "rm: cannot remove '"+name+"': "+why+"\n")
			code = 1
		}
	}
	if acted {
		x.start(&sleeping{exit: code})
		return
	}
	x.exit(code)
}

// wipe empties the disk of the member whose data a folder has: as everything is
// gone then, etcd starts as a new member from this folder.
func (x context) wipe(name string, deep bool) (did bool, why string) {
	w := x.turn.World()
	for _, other := range x.host.Names(w) {
		node, err := x.host.Member(w, other)
		if err != nil || x.host.Server(w, node).DataDir != x.dataFolder(name) {
			continue
		}
		if !deep {
			return false, "Is a directory"
		}
		act := WipeDisk{node}
		if err := x.host.Check(w, act); err != nil {
			return false, err.Error()
		}
		x.turn.Control(act)
		return true, ""
	}
	return false, ""
}

// runChmod is chmod: whoever has a file may do everything with it.
func runChmod(x context, args []string, _ variables) {
	code := 0
	for i, name := range args[1:] {
		if _, ok := x.here().read(name); i > 0 && !strings.HasPrefix(name, "-") && !ok && !x.files.isFolder(x.here().folderPath(name)) {
			x.print(2, "chmod: cannot access '"+name+"': "+noSuchFile+"\n")
			code = 1
		}
	}
	x.exit(code)
}

// runTouch makes files.
func runTouch(x context, args []string, _ variables) {
	code := 0
	if len(args) == 1 {
		x.print(2, "touch: missing file operand\nTry 'touch --help' for more information.\n")
		code = 1
	}
	for _, name := range args[1:] {
		if x.files.isFolder(x.here().folderPath(name)) {
			continue
		}
		if err := x.here().create(name, true); err != nil {
			x.print(2, "touch: cannot touch '"+name+"': "+err.Error()+"\n")
			code = 1
		}
	}
	x.exit(code)
}

// runMktemp is mktemp: it makes a file, or with -d a folder, in /tmp.
func runMktemp(x context, args []string, _ variables) {
	option := strings.Join(args[1:], " ")
	name := fmt.Sprintf(tmp+"tmp.%010x", x.random()>>24)
	made := file{name: name}
	switch option {
	case "":
	case "-d":
		made.name += "/"
	default:
		x.complain("mktemp %s is not there yet; mktemp and mktemp -d are", printable(option))
		x.exit(1)
		return
	}
	if err := x.files.insert(made); err != nil {
		x.print(2, "mktemp: "+err.Error()+"\n")
		x.exit(1)
		return
	}
	x.print(1, name+"\n")
	x.exit(0)
}
