import administrators from '../administrators/messages.en.ts';
import apis from '../apis/messages.en.ts';
import audit from '../audit/messages.en.ts';
import clients from '../clients/messages.en.ts';
import docs from '../docs/messages.en.ts';
import frame from '../frame/messages.en.ts';
import organisations from '../organisations/messages.en.ts';
import permissionGroups from '../permission-groups/messages.en.ts';
import settings from '../settings/messages.en.ts';
import tokens from '../tokens/messages.en.ts';
import ui from '../ui/messages.en.ts';
import usage from '../usage/messages.en.ts';
import webhooks from '../webhooks/messages.en.ts';
import type es from './es.ts';

const messages: typeof es = {
  administrators,
  apis,
  audit,
  clients,
  docs,
  frame,
  organisations,
  permissionGroups,
  settings,
  tokens,
  ui,
  usage,
  webhooks,
};
export default messages;
