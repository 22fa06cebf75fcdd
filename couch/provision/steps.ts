/** What provisioning does to a server, step by step, and each step as lines for people. */
import {unreachable} from '../../till/domain/assert.ts';
import type {TillProfile} from '../../till/domain/catalogue.ts';
import type {CompiledFolder, DesignDocument, IndexDocument} from '../compile.ts';
import type {Security, StoredDocument} from '../server.ts';
import type {Role} from '../users.ts';
import {diffLines} from './text-diff.ts';

export type AnyDesignDocument = DesignDocument | IndexDocument;

export type ProvisionStep =
	| {readonly step: 'create-system-database'; readonly database: string}
	| {readonly step: 'create-database'; readonly database: string; readonly shards: number}
	/** In a database of its own, that is gone afterwards. */
	| {readonly step: 'probe-validator'; readonly folder: CompiledFolder}
	/** Under a second name, so that questions are answered by the old ones meanwhile. */
	| {readonly step: 'build-views'; readonly database: string; readonly document: AnyDesignDocument}
	| {
			readonly step: 'write-design-document';
			readonly database: string;
			readonly document: AnyDesignDocument;
			/** What it takes the place of. */
			readonly stored?: StoredDocument;
	  }
	| {readonly step: 'remove-built-views'; readonly database: string; readonly document: AnyDesignDocument}
	| {readonly step: 'set-security'; readonly database: string; readonly security: Security}
	| {readonly step: 'create-user'; readonly name: string; readonly role: Role}
	| {readonly step: 'renew-password'; readonly name: string}
	| {readonly step: 'enrol-till'; readonly profile: TillProfile};

/** A step as a line for people. */
export function describeStep(step: ProvisionStep): string {
	switch (step.step) {
		case 'create-system-database':
			return `utwórz bazę systemową ${step.database} · create system database`;
		case 'create-database':
			return `utwórz bazę ${step.database} (shards: ${step.shards}) · create database`;
		case 'probe-validator':
			return `wypróbuj walidator ${step.folder.document._id} w bazie próbnej · try the validator in a database of its own`;
		case 'build-views':
			return `zbuduj widoki ${step.document._id} w ${step.database} obok obecnych · build its views beside the present ones`;
		case 'write-design-document':
			return `zapisz ${step.document._id} w ${step.database} · ${step.stored === undefined ? 'write' : 'replace'} design document`;
		case 'remove-built-views':
			return `sprzątnij po budowie ${step.document._id} w ${step.database} · clear away what was built under a second name`;
		case 'set-security':
			return `ustaw uprawnienia ${step.database}: ${step.security.members.roles.join(', ')} · set security`;
		case 'create-user':
			return `utwórz użytkownika ${step.name} (${step.role}) · create user`;
		case 'renew-password':
			return `nadaj nowe hasło użytkownikowi ${step.name} · give a new password, the old one ends`;
		case 'enrol-till':
			return `przyjmij kasę ${step.profile.id} (${step.profile.name}) · enrol till`;
		default:
			return unreachable(step);
	}
}

/** What a step changes in a design document that is there: each function, line by line. */
export function detailsOf(step: ProvisionStep): readonly string[] {
	if (step.step !== 'write-design-document' || step.stored === undefined) return [];
	const [before, after] = [textsOf(step.stored), textsOf(step.document)];
	const places = [...new Set([...before.keys(), ...after.keys()])].sort();
	return places.flatMap(place => {
		const [old, next] = [before.get(place), after.get(place)];
		if (old === next) return [];
		if (old === undefined) return [`${place}: nowe · new`];
		if (next === undefined) return [`${place}: usunięte · removed`];
		return [`${place}:`, ...diffLines(old, next).map(line => `  ${line}`)];
	});
}

/** The texts of a design document by their places: functions as they are, anything else as JSON. */
function textsOf(document: Readonly<Record<string, unknown>>, path = ''): ReadonlyMap<string, string> {
	const texts = new Map<string, string>();
	for (const [name, value] of Object.entries(document)) {
		if (path === '' && name.startsWith('_')) continue;
		const isBranch =
			typeof value === 'object' && value !== null && !Array.isArray(value) && /^[^/]*\/?[^/]*$/.test(path);
		if (isBranch) {
			for (const [place, text] of textsOf(value as Record<string, unknown>, `${path}${name}/`)) texts.set(place, text);
		} else {
			texts.set(`${path}${name}`, typeof value === 'string' ? value : JSON.stringify(value, null, '\t'));
		}
	}
	return texts;
}

/** The plan for people; a change that is the same in several months is shown in the first one. */
export function describePlan(steps: readonly ProvisionStep[]): readonly string[] {
	const shown = new Set<string>();
	return steps.flatMap(step => {
		const details = detailsOf(step).map(line => `      ${line}`);
		const text = details.join('\n');
		if (text === '' || shown.has(text)) return [describeStep(step)];
		shown.add(text);
		return [describeStep(step), ...details];
	});
}
