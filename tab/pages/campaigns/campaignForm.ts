import type { CampaignInput } from '../../../src/contracts/campaigns';
import type { Form } from '../../hooks/useForm';

export interface CampaignFormValues {
  readonly title: string;
  readonly why: string;
  /** `YYYY-MM-DD` */
  readonly dueOn: string;
  readonly partnerKeys: string[];
}
export type CampaignForm = Form<CampaignFormValues, CampaignInput>;
