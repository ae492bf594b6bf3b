/**
 * The shapes of what the stage says: the page's only knowledge of the cluster.
 * Nothing here is executed; other modules name these types.
 *
 * @typedef {object} View
 * @property {number} time_ms            world time
 * @property {string} clock              "2,652.0 ms"
 * @property {boolean} playing
 * @property {number} speed              world time over viewer's time, 0.001 to 10
 * @property {string} speed_text         "1/100×"
 * @property {boolean} hurry             through idle time
 * @property {boolean} follow            playback keeps pace with a command
 * @property {"en"|"zh"} lang
 * @property {"light"|"dark"} theme
 * @property {{rule: string, text: string}[]} modified  rules that are off, or were
 * @property {{time: string, text: string, section: string, brief?: string}} narration  brief while presenting
 * @property {boolean} [presenting]      ring, logs, terms and a sentence, to be read from afar
 * @property {string|null} checks        "6 checks hold"
 * @property {boolean} [checks_fail]     the sentence above is about a failure
 * @property {Banner|null} banner        the gravest one
 * @property {Choice[]} views
 * @property {{kinds: Choice[], current: string}} jump
 * @property {Choice[]} branches
 * @property {Inspector} inspector
 * @property {Menu|null} menu
 * @property {Terminal[]} terminals
 * @property {string} announce           for the live region
 * @property {Toast|null} toast
 * @property {Live} [live]               where a cluster that runs elsewhere is followed
 * @property {Lesson|null} lesson        that is open
 *
 * @typedef {object} Lesson
 * @property {string} name               of its file
 * @property {string} title
 * @property {"en"|"zh"} lang            that it is written in
 * @property {string[]} sections
 * @property {number} minutes
 * @property {number} step               from 0
 * @property {string[]} steps            their titles
 * @property {Prose[]} blocks
 * @property {Question|null} question
 * @property {Prose[]} after             once the question is answered
 * @property {Goal|null} goal
 * @property {boolean} playing           the step is being shown
 * @property {string} [failure]
 * @property {string} terminal           where it has typed last
 *
 * @typedef {{kind: "p"|"h"|"ul"|"ol"|"pre", items: Span[][], first?: number}} Prose
 * @typedef {{text: string, style?: "code"|"em"|"strong"|"a", url?: string}} Span
 *
 * @typedef {object} Question
 * @property {Span[]} text
 * @property {string[]} lines            that are then typed
 * @property {{text: Span[], chosen: boolean, right: boolean}[]} answers
 * @property {Span[]} [hint]             that was asked for
 * @property {boolean} has_hint          that is not shown yet
 * @property {boolean} answered          by the run
 * @property {boolean} running
 *
 * @typedef {object} Goal
 * @property {Span[]} text
 * @property {string[]} allow            the verbs that may be used
 * @property {Span[][]} hints            that were asked for
 * @property {boolean} more              hints
 * @property {boolean} begun
 * @property {number} used               inputs
 * @property {boolean} reached
 * @property {string} told               the verdict
 * @property {string} [refused]
 *
 * @typedef {object} Choice
 * @property {string} id
 * @property {string} label
 * @property {string} [short]            where the label does not fit
 * @property {boolean} [current]
 * @property {string} [action]           what choosing it runs, if not the usual one
 * @property {string} [mark]             why it is marked, if it is
 *
 * @typedef {object} Banner
 * @property {"violation"|"no-quorum"|"modified"|"split-vote"} kind
 * @property {string} title
 * @property {string} text
 * @property {Action[]} actions
 * @property {number} more               how many others there are
 *
 * @typedef {object} Action
 * @property {string} label
 * @property {string} action
 * @property {string} [key]
 * @property {boolean} [disabled]
 * @property {string} [why]              the answer of a disabled one
 *
 * @typedef {object} Inspector
 * @property {Choice[]} tabs
 * @property {Panel} panel
 * @property {number} [asked]            grows when the viewer selects: a drawer or sheet then opens
 *
 * @typedef {object} Panel
 * @property {string} id
 * @property {string} title
 * @property {string} subtitle
 * @property {{shape: string, letter: string, term: number}|null} icon
 * @property {Section[]} sections
 * @property {Action[]} actions
 * @property {string} [wants]            a file that it cannot be made without
 *
 * @typedef {object} Section
 * @property {string} title
 * @property {"pairs"|"table"|"chain"|"bars"|"text"|"empty"|"settings"|"source"|"quote"|"sides"} kind
 * @property {{label: string, align: "left"|"right"|"middle"}[]} [columns]
 * @property {Row[]} rows
 *
 * @typedef {object} Row
 * @property {Cell[]} cells
 * @property {boolean} [selected]
 * @property {string} [action]
 * @property {Knob} [knob]
 * @property {{from: number, to: number, kind: string}} [bar]
 * @property {Action[]} [actions]
 *
 * @typedef {object} Knob
 * @property {string} verb               the action that chooses, but for the value at its end
 * @property {string[]} values
 * @property {string[]} labels
 * @property {number} at                 which of them holds now; -1: none
 * @property {string} now                what holds now
 * @property {boolean} [switch]          off and on
 *
 * @typedef {object} Cell
 * @property {string} text
 * @property {boolean} [mono]
 * @property {"quiet"|"danger"|"accent"|"strong"} [tone]
 * @property {string} [action]
 * @property {number} [share]            of its bar, from 0 to 1
 *
 * @typedef {object} Menu
 * @property {number} x                  CSS pixels of the stage
 * @property {number} y
 * @property {string} title
 * @property {Action[]} items
 *
 * @typedef {object} Terminal
 * @property {string} id                 "A"
 * @property {number} epoch              changes when the lines before were rewritten: time went back
 * @property {string} status
 * @property {string} [took]             the action that shows where the time of its newest request went
 * @property {boolean} busy              a command runs; what is typed waits for it
 * @property {string} waiting            member that it waits for, or ""
 * @property {string} prompt             "$ "
 * @property {Line[]|null} lines         null: as in the last frame
 * @property {number} [from]             ordinal of lines[0]; rendered lines before it stay. Absent: 0
 * @property {number} [start]            ordinal of the oldest line that is kept. Absent: 0
 * @property {string[]|null} history     oldest first; null: as in the last frame
 * @property {string[]} [queued]         lines that were typed while another runs
 * @property {Hint} [hint]               what could be typed first
 * @property {boolean} more              history follows what was told before
 *
 * @typedef {{text: string, line: string, more?: string}} Hint
 *
 * @typedef {object} Line
 * @property {"in"|"out"|"err"} kind
 * @property {string} text               without the prompt, without the newline
 * @property {string} [prompt]           of an "in" line that the shell was given; others were typed to a command
 *
 * @typedef {object} Live
 * @property {"live"|"behind"|"branch"|"lost"|"unfit"} state
 * @property {string} label
 * @property {string} text               the same as a sentence
 * @property {object[]} [send]           what the viewer has done to it: to be sent there, once
 *
 * @typedef {object} Toast
 * @property {string} text
 * @property {string} [kind]
 */
export {};
