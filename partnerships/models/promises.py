"""What an engagement can promise, be about, use and cost: the words to choose from."""

from django.db import models


class Promise(models.TextChoices):
    """What people are offered; an offer and no scale of merit (Participation Handbook)."""

    INFORM = "inform", "Inform: we tell you what is happening and why"
    CONSULT = "consult", "Consult: we ask, and tell you what came of it"
    INVOLVE = "involve", "Involve: we work with you so that your concerns shape the options"
    COLLABORATE = "collaborate", "Collaborate: we look for the answer together"
    CO_PRODUCE = "co_produce", "Co-produce: we decide and do it together"
    COMMUNITY_LED = "community_led", "Community-led: the community decides, we support"


class QualityDomain(models.TextChoices):
    """Domains of the Quality Framework for Community Engagement and Participation."""

    ROUTINE = "routine", "Routine engagement"
    SERVICE_PLANNING = "service_planning", "Engagement on planning or changing a service"
    GOVERNANCE = "governance", "Internal governance"


class Method(models.TextChoices):
    MEETING = "meeting", "Public meeting"
    WORKSHOP = "workshop", "Workshop"
    SURVEY = "survey", "Survey"
    FOCUS_GROUP = "focus_group", "Focus group"
    INTERVIEWS = "interviews", "Conversations one to one"
    VISIT = "visit", "Visit to a group that meets already"
    ONLINE = "online", "Online discussion"
    DROP_IN = "drop_in", "Drop-in"
    PANEL = "panel", "Citizens' panel or jury"


class CostRange(models.TextChoices):
    UNDER_500 = "under_500", "Under £500"
    UNDER_2000 = "under_2000", "£500 to £2,000"
    UNDER_10000 = "under_10000", "£2,000 to £10,000"
    OVER_10000 = "over_10000", "More than £10,000"


class Topic(models.TextChoices):
    """What an engagement is about, so that others who ask the same find each other."""

    UNPAID_CARERS = "unpaid_carers", "Unpaid carers"
    CARE_AT_HOME = "care_at_home", "Care at home"
    CARE_HOMES = "care_homes", "Care homes"
    DAY_SUPPORT = "day_support", "Day support"
    HOSPITAL_DISCHARGE = "hospital_discharge", "Leaving hospital"
    PRIMARY_CARE = "primary_care", "GPs and community health"
    MENTAL_HEALTH = "mental_health", "Mental health"
    SUBSTANCE_USE = "substance_use", "Alcohol and drugs"
    LEARNING_DISABILITY = "learning_disability", "Learning disability"
    DISABILITY = "disability", "Disability and long-term conditions"
    DEMENTIA = "dementia", "Dementia"
    CHILDREN = "children", "Children and families"
    PALLIATIVE = "palliative", "End of life"
    HOUSING = "housing", "Housing and homelessness"
    TRANSPORT = "transport", "Getting about"
    DIGITAL = "digital", "Digital services"
    STRATEGIC_PLAN = "strategic_plan", "The strategic plan"


class TakingPart(models.TextChoices):
    """Where people took part when something was co-produced."""

    DESIGN = "design", "Design"
    DELIVERY = "delivery", "Delivery"
    EVALUATION = "evaluation", "Evaluation"
