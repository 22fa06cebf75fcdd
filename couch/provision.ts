/**
 * Provisioning: everything a server needs before the first till comes, set up as often as one likes.
 *
 *   look ──► plan ──(shown to somebody)──► perform, step by step
 *
 * Nothing is done that is not in the plan, and the plan holds only what is missing or different. A validator goes through
 * three gates: its samples in QuickJS before there is a plan, one write on the server in a database of its own, and only
 * then its place. Changed views are built under a second name first (`provision/design-documents.ts`).
 */
import {unreachable} from '../till/domain/assert.ts';
import {buildViews, removeBuiltViews, writeDesignDocument} from './provision/design-documents.ts';
import {type PlanOptions, ProvisionRefused, planProvision} from './provision/plan.ts';
import {probeValidator} from './provision/probe.ts';
import {describePlan, describeStep, type ProvisionStep} from './provision/steps.ts';
import type {Couch} from './server.ts';
import {createUser, enrolTill, type NewUser, renewPassword} from './users.ts';

export type {ProvisionStep};
export {describePlan, describeStep, ProvisionRefused, planProvision};

export interface ProvisionReport {
	readonly steps: readonly ProvisionStep[];
	/** False for a dry run, and when the plan was not confirmed. */
	readonly performed: boolean;
	/** The users that were made, or given a new password, with their passwords, this once. */
	readonly users: readonly NewUser[];
}

export interface ProvisionOptions extends PlanOptions {
	/** Sees the plan before anything is done; what it answers decides. */
	readonly confirm?: (steps: readonly ProvisionStep[]) => boolean | Promise<boolean>;
	/** Hears of each step when it is done. */
	readonly onStep?: (step: ProvisionStep) => void;
	/** Hears of each new password at once: whatever fails later, the password is not lost. */
	readonly onUser?: (user: NewUser) => void;
}

async function perform(server: Couch, step: ProvisionStep): Promise<NewUser | undefined> {
	switch (step.step) {
		case 'create-system-database':
			await server.request({method: 'PUT', path: step.database});
			return undefined;
		case 'create-database':
			await server.database(step.database).create({shards: step.shards});
			return undefined;
		case 'probe-validator':
			await probeValidator(server, step.folder);
			return undefined;
		case 'build-views':
			await buildViews(server.database(step.database), step.document);
			return undefined;
		case 'write-design-document':
			await writeDesignDocument(server.database(step.database), step.document, step.stored);
			return undefined;
		case 'remove-built-views':
			await removeBuiltViews(server.database(step.database), step.document);
			return undefined;
		case 'set-security':
			await server.database(step.database).setSecurity(step.security);
			return undefined;
		case 'create-user': {
			const created = await createUser({server, name: step.name, role: step.role});
			return created.ok ? created.value : undefined;
		}
		case 'renew-password':
			return renewPassword({server, name: step.name});
		case 'enrol-till': {
			const enrolled = await enrolTill({server, profile: step.profile});
			if (!enrolled.ok) throw new ProvisionRefused([`${step.profile.id}: ${enrolled.fault.reason}`]);
			return enrolled.value.outcome === 'enrolled' ? enrolled.value : undefined;
		}
		default:
			return unreachable(step);
	}
}

/** Brings the server to where it should be; doing it again does nothing. */
export async function provision(options: ProvisionOptions): Promise<ProvisionReport> {
	const {server, confirm = () => true, onStep, onUser} = options;
	const steps = await planProvision(options);
	if (!(await confirm(steps))) return {steps, performed: false, users: []};
	const users: NewUser[] = [];
	for (const step of steps) {
		const user = await perform(server, step);
		if (user !== undefined) {
			users.push(user);
			onUser?.(user);
		}
		onStep?.(step);
	}
	return {steps, performed: true, users};
}
