/**
 * `docs/bench.md`: a section for each server, in it one for each benchmark. A run rewrites those it measured; every
 * other section, and what people wrote in it, stays as it is.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import type {Benchmark, Result} from './benchmark.ts';
import type {Machine} from './machine.ts';
import {markdownTable} from './table.ts';

export interface Measured {
	readonly benchmark: Benchmark;
	readonly result: Result;
	readonly load: number;
}

const introduction = `# Benchmarks

\`npm run bench -- NAME\` measures one, \`npm run bench\` measures all and rewrites the section of the server it ran
against (\`npm run bench -- NAME --write\` only the part of that one): the CouchDB that \`COUCHDB_URL\` names, else the
embedded one. *Stock* is PouchDB 9 as it comes, measured in the
same run; each side runs in a process of its own. Ratios come first: they hold on other machines, figures do not.
A ✓ or ✗ stands before what is to be reached.`;

export function writeReport(file: string, server: string, machine: Machine, measured: Measured): void {
	const servers = sectionsOf(existsSync(file) ? readFileSync(file, 'utf8') : '', '## ');
	const own = servers.find(section => section.startsWith(`## ${server}\n`));
	const benchmarks = replaced(sectionsOf(own ?? '', '### '), benchmarkSection(machine, measured));
	const section = [`## ${server}`, ...benchmarks].join('\n\n');
	writeFileSync(file, `${[introduction, ...replaced(servers, section)].join('\n\n')}\n`);
}

/** What stands under each heading of a level, the heading with it. */
function sectionsOf(text: string, heading: string): readonly string[] {
	const parts = text.split(new RegExp(`^(?=${heading})`, 'm'));
	return parts.filter(part => part.startsWith(heading)).map(part => part.trim());
}

/** With the section in the place of the one of the same heading, or at the end. */
function replaced(sections: readonly string[], section: string): readonly string[] {
	const place = sections.findIndex(other => headingOf(other) === headingOf(section));
	return place === -1 ? [...sections, section] : sections.with(place, section);
}

function headingOf(section: string): string {
	return section.split('\n', 1)[0] ?? '';
}

function benchmarkSection(machine: Machine, {benchmark, result, load}: Measured): string {
	const {processor, cores, memoryGb, node, commit} = machine;
	return `### ${benchmark.name}

${benchmark.title}

${markdownTable(result)}
- ${processor}, ${cores} cores, ${memoryGb} GB, ${process.platform}; Node ${node}; commit ${commit}; load average ${load} at the start.`;
}
